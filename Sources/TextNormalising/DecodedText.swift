/// Whether decoded bytes are a text that somebody hid, or an accident.
enum DecodedText {
  /// Bytes from which on printable ASCII is no accident, whatever it says, as it may be encoded again: a random byte is
  /// printable in three cases of eight, so this many are all so once in six million.
  static let surelyPrintable = 16
  /// The same for bytes of which digits alone can make most printable: once in ten million.
  static let surelyPrintableDigits = 32

  /// Whether bytes are valid UTF-8, without controls, and mostly letters that read like words; or a longer run of
  /// printable characters, which may be encoded again.
  ///
  /// - Parameter isCoarse: the code is one that digits alone can be, so that printable bytes say less.
  static func isText(_ bytes: [UInt8], isCoarse: Bool = false) -> Bool {
    guard bytes.count >= 3, !bytes.contains(where: isControl) else { return false }
    let high = bytes.lazy.filter { $0 >= 0x80 }.count
    if high > 0 {
      guard String(validating: bytes, as: UTF8.self) != nil else { return false }
      if high * 4 > bytes.count { return bytes.count >= 12 && isMostlyLetters(bytes) }
    }
    let letters = bytes.lazy.filter(TextBytes.isLetter).count
    let spaces = bytes.lazy.filter(TextBytes.isSpace).count
    let words = KnownWords.count(in: bytes)
    if bytes.count < 8 {
      return (letters + spaces) * 5 >= bytes.count * 4 && words.knownLetters * 2 > letters && words.knownLetters > 2
    }
    if (letters + spaces + high) * 10 >= bytes.count * 7 {
      if words.known > 0, words.known * 3 >= words.words { return true }
      if LetterPairs.reads(bytes, limit: bytes.count < 16 ? 24 : 27) { return true }
    }
    return high == 0 && bytes.count >= (isCoarse ? surelyPrintableDigits : surelyPrintable)
  }

  static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && !(0x09...0x0D).contains(byte) || byte == 0x7F }

  private static func isMostlyLetters(_ bytes: [UInt8]) -> Bool {
    var (letters, all) = (0, 0)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      all += 1
      if scalar.properties.isAlphabetic || scalar == " " { letters += 1 }
    }
    return letters * 10 >= all * 8
  }
}
