/// The phrase lists and expressions of a folder, each once, whichever rules of whichever policies name them.
///
/// A class, because the readers of a folder share it; it never leaves the call that loads the folder.
final class PatternTable {
  private(set) var lists: [[String]] = []
  private(set) var expressions: [TextExpression] = []
  /// What policies look for, ready to be looked for, once for all that look for the same.
  private var compiled: [PolicyPatterns.Wanted: PolicyPatterns] = [:]
  private var listIndices: [[String]: Int] = [:]
  private var expressionIndices: [String: Int] = [:]

  /// The index of a list of phrases.
  func list(_ phrases: [String]) -> Int {
    if let index = listIndices[phrases] { return index }
    lists.append(phrases)
    listIndices[phrases] = lists.count - 1
    return lists.count - 1
  }

  /// The index of an expression.
  func expression(_ pattern: String) throws(ExpressionFault) -> Int {
    if let index = expressionIndices[pattern] { return index }
    expressions.append(try TextExpression(pattern))
    expressionIndices[pattern] = expressions.count - 1
    return expressions.count - 1
  }

  /// All that conditions look for.
  func patterns(of conditions: [Condition]) throws(PatternsFault) -> PolicyPatterns {
    try patterns(of: PolicyPatterns.Wanted(conditions))
  }

  /// All that is to be replaced.
  func patterns(of target: RedactionTarget) throws(PatternsFault) -> PolicyPatterns {
    try patterns(of: PolicyPatterns.Wanted(target))
  }

  private func patterns(of wanted: PolicyPatterns.Wanted) throws(PatternsFault) -> PolicyPatterns {
    if let patterns = compiled[wanted] { return patterns }
    let patterns = try PolicyPatterns(wanted, in: self)
    compiled[wanted] = patterns
    return patterns
  }
}
