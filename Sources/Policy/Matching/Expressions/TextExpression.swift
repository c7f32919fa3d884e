/// A regular expression of the safe subset: what can be matched in one pass whose time is linear in the text.
///
/// Literals; `.` (all but a line feed); `\d \D \w \W \s \S` (by Unicode); `[a-z]`, `[^…]` with these and escapes;
/// `( )`, `(?: )`; `|`; `? * + {n} {n,} {n,m}` up to `ExpressionParser.mostRepetitions`; `^ $ \A \z` (start and end of
/// the text); `\b \B`; `\t \n \r \f \v \xHH \x{H…} \uHHHH`; the flags `i`, `m` (`^` and `$` at lines) and `s` (`.`
/// matches line feeds), as `(?i)` to the end of the group and as `(?i: )`. No look-around, no back-references, no lazy
/// or possessive repetition. A pattern means scalars, not bytes: a composed and a decomposed letter are different.
package struct TextExpression: Sendable {
  /// Of a pattern.
  package static let mostScalars = 10_000
  /// Of what a pattern compiles to, repetitions written out.
  package static let mostInstructions = 5_000

  package let pattern: String
  package let ignoresCase: Bool
  /// The most scalars that a match can have; nil where there is no limit.
  package let longestMatch: Int?
  let node: ExpressionNode

  /// - Parameter ignoresCase: letters match whatever their case; the pattern's own flags go before.
  package init(_ pattern: String, ignoresCase: Bool = true) throws(ExpressionFault) {
    let count = pattern.unicodeScalars.count
    guard count <= Self.mostScalars else {
      throw ExpressionFault(offset: 0, message: "the pattern has \(count) characters, more than \(Self.mostScalars)")
    }
    var parser = ExpressionParser(pattern, ignoresCase: ignoresCase)
    let node = try parser.parse()
    let size = node.size
    guard size <= Self.mostInstructions else {
      let reached = size == .max ? "" : " (\(size))"
      let message =
        "the pattern is too large with its repetitions written out\(reached): at most \(Self.mostInstructions)"
      throw ExpressionFault(offset: 0, message: message)
    }
    guard node.leastScalars > 0 else {
      let message = "the pattern can match without a single character, and so in every text"
      throw ExpressionFault(offset: 0, message: message)
    }
    self.pattern = pattern
    self.ignoresCase = ignoresCase
    self.node = node
    longestMatch = node.mostScalars
  }
}
