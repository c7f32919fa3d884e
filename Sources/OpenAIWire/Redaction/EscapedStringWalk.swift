/// Finds where bytes of a decoded string stand in the document, going through the string once, from its start on.
struct EscapedStringWalk {
  private let token: JSONStringToken
  /// Start of the next unit (a byte, or a whole escape sequence) in the document.
  private var source: Int
  /// How many decoded bytes lie before it.
  private var decoded = 0

  init(token: JSONStringToken) {
    self.token = token
    source = token.start
  }

  /// Offset in the document of the unit that decodes to the byte at `index`; never less than an offset given before.
  mutating func offset(ofUnitAt index: Int, in document: UnsafeRawBufferPointer) -> Int {
    guard token.hasEscapes else { return token.start + index }
    while source < token.end {
      let unit = unsafe unit(in: document)
      if decoded + unit.decoded > index { break }
      source += unit.length
      decoded += unit.decoded
    }
    return source
  }

  /// Offset in the document of the first unit that decodes to nothing before the byte at `index`.
  mutating func offset(ofUnitFrom index: Int, in document: UnsafeRawBufferPointer) -> Int {
    guard token.hasEscapes else { return token.start + index }
    while source < token.end, decoded < index {
      let unit = unsafe unit(in: document)
      source += unit.length
      decoded += unit.decoded
    }
    return source
  }

  /// The length of the unit at `source`, and of what it decodes to. The string was scanned before.
  private func unit(in document: UnsafeRawBufferPointer) -> (length: Int, decoded: Int) {
    guard unsafe document[source] == UInt8(ascii: "\\") else { return (1, 1) }
    guard unsafe document[source + 1] == UInt8(ascii: "u") else { return (2, 1) }
    let value = unsafe codeUnit(at: source + 2, in: document)
    switch value {
    case 0..<0x80: return (6, 1)
    case 0x80..<0x800: return (6, 2)
    case 0xD800..<0xDC00:
      // A lone half reads as U+FFFD, which takes three bytes.
      guard source + 12 <= token.end, unsafe document[source + 6] == UInt8(ascii: "\\"),
        unsafe document[source + 7] == UInt8(ascii: "u"),
        unsafe codeUnit(at: source + 8, in: document) & 0xFC00 == 0xDC00
      else { return (6, 3) }
      return (12, 4)
    default: return (6, 3)
    }
  }

  private func codeUnit(at offset: Int, in document: UnsafeRawBufferPointer) -> UInt32 {
    var value: UInt32 = 0
    for index in offset..<offset + 4 {
      let byte = unsafe document[index]
      // Digits are 0x30...0x39, letters 0x41...0x46 and 0x61...0x66.
      value = value << 4 | UInt32(byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57)
    }
    return value
  }
}
