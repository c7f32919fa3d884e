/// A condition with what it looked at in one text, and whether it holds.
package struct ConditionTrace: Sendable, Equatable {
  /// In the words of policy files; for `all`, `any` and `not` that word.
  package var words: String
  /// Nil when that is unknown. The same as `Condition.holds` says.
  package var holds: Bool?
  /// What was looked at: a score, what was found in the text, the language. Empty for `all`, `any` and `not`.
  ///
  /// Of the text, only short pieces that a condition found are repeated.
  package var input: String
  /// What `all`, `any` and `not` are made of.
  package var parts: [ConditionTrace]
}

extension ConditionTrace: Encodable {
  private enum CodingKeys: CodingKey { case condition, holds, input, parts }

  /// `holds` is always there: null means unknown.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(words, forKey: .condition)
    try container.encode(holds, forKey: .holds)
    if parts.isEmpty { try container.encode(input, forKey: .input) }
    if !parts.isEmpty { try container.encode(parts, forKey: .parts) }
  }
}
