extension ExpressionNode.Assertion {
  /// Whether the assertion holds between two scalars, or at an end of the text.
  func holds(between before: ScalarAlphabet.Kind, and after: ScalarAlphabet.Kind) -> Bool {
    switch self {
    case .textStart: before == .textBorder
    case .textEnd: after == .textBorder
    case .lineStart: before == .textBorder || before == .newline
    case .lineEnd: after == .textBorder || after == .newline
    case .wordBorder: (before == .word) != (after == .word)
    case .noWordBorder: (before == .word) == (after == .word)
    }
  }
}
