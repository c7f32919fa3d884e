/// The id of one request's decisions: a UUID version 7 (RFC 9562, section 5.7), so that ids sort by time.
package struct DecisionID: Sendable, Hashable, CustomStringConvertible {
  /// The first 64 bits: 48 bits of milliseconds since 1970, version, 12 random bits.
  package let high: UInt64
  /// The last 64 bits: variant and 62 random bits.
  package let low: UInt64

  /// - Parameters:
  ///   - milliseconds: Unix time; the upper 16 bits are dropped.
  ///   - random: 128 random bits, of which 74 are used.
  package init(milliseconds: UInt64, random: (UInt64, UInt64)) {
    high = (milliseconds << 16) | 0x7000 | (random.0 & 0x0FFF)
    low = 0x8000_0000_0000_0000 | (random.1 & 0x3FFF_FFFF_FFFF_FFFF)
  }

  /// Reads the 36-character form; nil for anything else, other UUID versions too.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 36 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    var digits = 0
    for (index, byte) in text.utf8.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let value = Self.hexValue(byte) else { return nil }
      if digits < 16 { words.0 = words.0 << 4 | value } else { words.1 = words.1 << 4 | value }
      digits += 1
    }
    guard words.0 & 0xF000 == 0x7000, words.1 >> 62 == 0b10 else { return nil }
    high = words.0
    low = words.1
  }

  /// Milliseconds since 1970 at which the id was made.
  package var milliseconds: UInt64 { high >> 16 }

  /// The 36-character lower-case form.
  package var description: String {
    unsafe String(unsafeUninitializedCapacity: 36) { buffer in
      var position = 0
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          unsafe buffer[position] = UInt8(ascii: "-")
          position += 1
        }
        let word = index < 16 ? high : low
        let nibble = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (index & 15))) & 0xF
        unsafe buffer[position] = nibble < 10 ? 48 + nibble : 87 + nibble
        position += 1
      }
      return position
    }
  }

  private static func hexValue(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 48...57: UInt64(byte - 48)
    case 65...70: UInt64(byte - 55)
    case 97...102: UInt64(byte - 87)
    default: nil
    }
  }
}
