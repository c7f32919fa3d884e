/// The stand-ins that keep the YAML parser from seeing anchors, aliases and explicit keys, and positions in the masked
/// text.
///
/// A stand-in is one scalar for one scalar, so positions are those of the file.
enum Masking {
  private static let ampersand: Unicode.Scalar = "\u{E000}"
  private static let asterisk: Unicode.Scalar = "\u{E001}"
  private static let questionMark: Unicode.Scalar = "\u{E002}"
  /// Take the place of the first scalar of a key that an equal key follows, one for each such key.
  static let renamedKeys = Array(UInt32(0xE010)...0xE01F).compactMap(Unicode.Scalar.init)

  /// What YAML 1.1 calls printable, without the stand-ins.
  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE020...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  static func masked(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "&": ampersand
    case "*": asterisk
    case "?": questionMark
    default: scalar
    }
  }

  static func unmasked(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case ampersand: result.append("&")
      case asterisk: result.append("*")
      case questionMark: result.append("?")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether an unquoted value would have been an anchor or an alias.
  static func beginsWithAnchor(_ text: String) -> Bool {
    text.unicodeScalars.first == ampersand || text.unicodeScalars.first == asterisk
  }

  /// Whether an unquoted value would have been an explicit key: `? key`.
  static func beginsExplicitKey(_ text: String) -> Bool {
    guard text.unicodeScalars.first == questionMark else { return false }
    let second = text.unicodeScalars.dropFirst().first
    return second == nil || second?.properties.isWhitespace == true
  }

  /// Whether replacing the scalar at a key's start could change more than the key's text.
  static func isSyntax(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "[", "]", "{", "}", "|", ">", "!", "?", "\"", "'", "\n", "\r", "#", ",", ":", "\u{85}", "\u{2028}", "\u{2029}":
      true
    default: false
    }
  }

  /// Whether a line, or the one before it, seems to hold an anchor or alias: a hint for a syntax error there.
  static func usesAnchor(line: Int, in scalars: [Unicode.Scalar]) -> Bool {
    var position = SourceMark(line: 1, column: 1)
    for index in scalars.indices where position.line <= line {
      let isNear = position.line >= line - 1
      if isNear, scalars[index] == ampersand || scalars[index] == asterisk,
        index == 0 || " [{,\n".unicodeScalars.contains(scalars[index - 1]),
        index + 1 < scalars.count, scalars[index + 1].properties.isAlphabetic
      {
        return true
      }
      advance(&position, over: index, in: scalars)
    }
    return false
  }

  /// The position of the scalar at an index; the count gives the end of the text.
  static func mark(of wanted: Int, in scalars: [Unicode.Scalar]) -> SourceMark {
    var position = SourceMark(line: 1, column: 1)
    for index in 0..<wanted { advance(&position, over: index, in: scalars) }
    return position
  }

  static func index(of mark: SourceMark, in scalars: [Unicode.Scalar]) -> Int? {
    var position = SourceMark(line: 1, column: 1)
    for index in scalars.indices {
      if position == mark { return index }
      advance(&position, over: index, in: scalars)
    }
    return nil
  }

  /// Lines end at what the YAML parser ends them at: CR, LF, CR LF, NEL, LS, PS.
  private static func advance(_ position: inout SourceMark, over index: Int, in scalars: [Unicode.Scalar]) {
    switch scalars[index] {
    case "\r" where index + 1 < scalars.count && scalars[index + 1] == "\n": position.column += 1
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
      position = SourceMark(line: position.line + 1, column: 1)
    default: position.column += 1
    }
  }
}
