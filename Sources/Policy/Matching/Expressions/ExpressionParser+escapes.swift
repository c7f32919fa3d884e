extension ExpressionParser {
  /// What stands after a backslash outside of brackets.
  mutating func parseEscape(from start: Int) throws(ExpressionFault) -> ExpressionNode {
    guard let scalar = peek else { throw fault("the pattern ends in a backslash: write `\\\\`", at: start) }
    switch scalar {
    case "b": return assertion(.wordBorder)
    case "B": return assertion(.noWordBorder)
    case "A": return assertion(.textStart)
    case "z": return assertion(.textEnd)
    default:
      if let named = namedClass(scalar) {
        index += 1
        return .scalar(named)
      }
      return literal(try parseEscapedScalar(from: start))
    }
  }

  private mutating func assertion(_ assertion: ExpressionNode.Assertion) -> ExpressionNode {
    index += 1
    return .assertion(assertion)
  }

  /// The class that a letter after a backslash names.
  func namedClass(_ scalar: Unicode.Scalar) -> ScalarRanges? {
    switch scalar {
    case "d": .digit
    case "D": ScalarRanges.digit.inverted
    case "w": .word
    case "W": ScalarRanges.word.inverted
    case "s": .whiteSpace
    case "S": ScalarRanges.whiteSpace.inverted
    default: nil
    }
  }

  /// A single scalar after a backslash, in brackets or outside.
  mutating func parseEscapedScalar(from start: Int) throws(ExpressionFault) -> UInt32 {
    guard let scalar = peek else { throw fault("the pattern ends in a backslash: write `\\\\`", at: start) }
    index += 1
    switch scalar {
    case "t": return 0x09
    case "n": return 0x0A
    case "v": return 0x0B
    case "f": return 0x0C
    case "r": return 0x0D
    case "x": return try parseHexadecimal(digits: 2, from: start)
    case "u": return try parseHexadecimal(digits: 4, from: start)
    case "1"..."9", "k", "g": throw fault("a back-reference is not supported", at: start)
    case "p", "P": throw fault("a Unicode property is not supported: write `\\w`, `\\d`, `\\s` or a range", at: start)
    case "Z": throw fault("`\\Z` is not supported: write `\\z` or `$`", at: start)
    case "0": throw fault("`\\0` is not supported: write `\\x00`", at: start)
    case "Q", "E": throw fault("quoting is not supported: write a backslash before each special character", at: start)
    default:
      let isLetterOrDigit = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if scalar.value < 0x80, !isLetterOrDigit { return scalar.value }
      throw fault("`\\\(scalar)` is not supported", at: start)
    }
  }

  /// `\x41`, `\u0041`, and both with any number of digits in braces.
  private mutating func parseHexadecimal(digits: Int, from start: Int) throws(ExpressionFault) -> UInt32 {
    let isBraced = take("{")
    var value: UInt32 = 0
    var count = 0
    while let scalar = peek, let digit = Self.hexadecimal(scalar), isBraced || count < digits {
      guard value < 1 << 24 else { break }
      value = value << 4 | digit
      count += 1
      index += 1
    }
    let isComplete = isBraced ? count > 0 && take("}") : count == digits
    guard isComplete else { throw fault("the hexadecimal number is not complete: write `\\x{…}`", at: start) }
    guard Unicode.Scalar(value) != nil else { throw fault("no Unicode scalar has this number", at: start) }
    return value
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> UInt32? {
    switch scalar {
    case "0"..."9": scalar.value - 0x30
    case "a"..."f": scalar.value - 0x61 + 10
    case "A"..."F": scalar.value - 0x41 + 10
    default: nil
    }
  }
}
