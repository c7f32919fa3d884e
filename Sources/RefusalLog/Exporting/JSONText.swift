/// Writes JSON of one line: also the separators that some readers take for a line's end are escaped.
struct JSONText {
  private var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(raw json: String) { bytes += json.utf8 }

  /// Escapes what JSON asks for, and U+007F to U+009F, U+2028 and U+2029 too.
  mutating func append(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    // By bytes with what came before them: a multi-byte separator is known at its last byte and its first ones are
    // taken back.
    var last: (UInt8, UInt8) = (0, 0)
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: append(raw: "\\n")
      case 0x0D: append(raw: "\\r")
      case 0x09: append(raw: "\\t")
      case 0..<0x20, 0x7F: escape(UInt16(byte))
      case 0x80...0x9F where last.1 == 0xC2:
        bytes.removeLast()
        escape(UInt16(byte))
      case 0xA8, 0xA9:
        guard last == (0xE2, 0x80) else {
          bytes.append(byte)
          break
        }
        bytes.removeLast(2)
        escape(0x2028 + UInt16(byte - 0xA8))
      default: bytes.append(byte)
      }
      last = (last.1, byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// JSON has no NaN and no infinity; both become null.
  mutating func append(_ number: Double) { append(raw: number.isFinite ? "\(number)" : "null") }

  mutating func append(_ strings: [String]) {
    bytes.append(UInt8(ascii: "["))
    for (index, string) in strings.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(string)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Sorted by key.
  mutating func append(_ numbers: [String: Double]) {
    bytes.append(UInt8(ascii: "{"))
    for (index, entry) in numbers.sorted(by: { $0.key < $1.key }).enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(entry.key)
      bytes.append(UInt8(ascii: ":"))
      append(entry.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func escape(_ unit: UInt16) {
    append(raw: "\\u")
    for shift in [12, 8, 4, 0] {
      let nibble = UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 15
      bytes.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
    }
  }
}
