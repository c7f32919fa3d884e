/// What a byte can be to the recognisers of personal data.
struct ByteClass: OptionSet, Sendable {
  let rawValue: UInt8

  static let digit = ByteClass(rawValue: 1)
  static let upper = ByteClass(rawValue: 2)
  static let lower = ByteClass(rawValue: 4)
  static let underscore = ByteClass(rawValue: 8)
  /// Punctuation with which a match, or its sign, can begin.
  static let mark = ByteClass(rawValue: 16)
  /// May stand in the part of an email address before `@`.
  static let local = ByteClass(rawValue: 32)
  /// What words and numbers consist of: a match never begins in their midst.
  static let word: ByteClass = [.digit, .upper, .lower, .underscore]

  static let table: [UInt8] = (0...255).map { kind(of: UInt8($0)).rawValue }

  private static func kind(of byte: UInt8) -> ByteClass {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): [.digit, .local]
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): [.upper, .local]
    case UInt8(ascii: "a")...UInt8(ascii: "z"): [.lower, .local]
    case UInt8(ascii: "_"): [.underscore, .local]
    case UInt8(ascii: "+"), UInt8(ascii: "-"): [.mark, .local]
    case UInt8(ascii: "("), UInt8(ascii: ":"): .mark
    case UInt8(ascii: "."), UInt8(ascii: "%"): .local
    // The first bytes of Latin letters with marks, Greek, Cyrillic and Armenian ones (U+00C0 to U+053F).
    case 0xC3...0xD4: .local
    default: []
    }
  }
}

extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isUpper: Bool { self &- 0x41 < 26 }
  @inline(__always) var isLower: Bool { self &- 0x61 < 26 }
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isAlphanumeric: Bool { isDigit || isLetter }
  /// An ASCII letter, a digit or `_`.
  @inline(__always) var isWord: Bool { isAlphanumeric || self == UInt8(ascii: "_") }
  /// The value of a hexadecimal digit, 255 for other bytes.
  @inline(__always) var hexValue: UInt8 {
    if isDigit { return self - 0x30 }
    let folded = self | 0x20
    return folded >= 0x61 && folded <= 0x66 ? folded - 0x61 + 10 : 255
  }
  @inline(__always) var isHex: Bool { hexValue != 255 }
  /// What may stand in Base64 with the letters of URLs (RFC 4648, section 5).
  @inline(__always) var isURLSafe: Bool { isWord || self == UInt8(ascii: "-") }
}
