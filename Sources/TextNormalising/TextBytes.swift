/// What ASCII bytes are, for the detectors of disguises.
enum TextBytes {
  static func isLetter(_ byte: UInt8) -> Bool { LetterPairs.letter(byte) != LetterPairs.border }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

  /// Letters, digits, and all that is not ASCII, which is taken for letters.
  static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte >= 0x80 }

  /// The scalar that starts at `index` of valid UTF-8, and its bytes.
  @inline(__always)
  static func scalar(at index: Int, in text: [UInt8]) -> (value: UInt32, length: Int) {
    let lead = UInt32(text[index])
    if lead < 0x80 { return (lead, 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var scalar = lead & (0x7F >> UInt32(length))
    for offset in 1..<length { scalar = scalar << 6 | UInt32(text[index + offset]) & 0x3F }
    return (scalar, length)
  }

  /// The same in bytes that are valid UTF-8.
  @inline(__always)
  static func scalar(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> (value: UInt32, length: Int) {
    let lead = UInt32(unsafe text[index])
    if lead < 0x80 { return (lead, 1) }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var scalar = lead & (0x7F >> UInt32(length))
    for offset in 1..<length { scalar = scalar << 6 | UInt32(unsafe text[index + offset]) & 0x3F }
    return (scalar, length)
  }

  /// The value of a hexadecimal digit.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte - 0x30 }
    let folded = byte | 0x20
    return folded >= 0x61 && folded <= 0x66 ? folded - 0x61 + 10 : nil
  }
}
