import Taxonomy

/// Writes what a rule does in the words of policy files.
enum RuleWords {
  /// The action with what belongs to it: `refuse, message: illegal, as: error`.
  static func action(_ rule: PolicyRule, words: ConditionWords) -> String {
    var parts = [rule.action.word.rawValue]
    switch rule.action {
    case .allow, .annotate: break
    case .redact(let target): parts += redacted(target, words)
    case .refuse(let refusal): parts += refused(refusal)
    case .judge(let name, let refusal): parts += ["judge: \(name)"] + refused(refusal)
    case .rewrite(.prepend(let text)): parts.append("system: { prepend: \(shortened(text)) }")
    case .rewrite(.replace(let text)): parts.append("system: { replace: \(shortened(text)) }")
    }
    return parts.joined(separator: ", ")
  }

  /// A text in quotes with at most 60 of its characters.
  static func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > 60 else { return ConditionWords.quoted(text) }
    return ConditionWords.quoted(String(String.UnicodeScalarView(scalars.prefix(60))))
      + "… (\(scalars.count) characters)"
  }

  private static func refused(_ refusal: RuleAction.Refusal) -> [String] {
    ["message: \(refusal.messageKey)"] + (refusal.form == .completion ? [] : ["as: \(refusal.form.rawValue)"])
  }

  /// What is replaced, as the conditions that name it.
  private static func redacted(_ target: RedactionTarget, _ words: ConditionWords) -> [String] {
    var parts: [String] = []
    if !target.personalData.isEmpty { parts.append(words.entries(.personalData(target.personalData))) }
    if !target.phrases.isEmpty { parts.append(words.entries(.phrases(target.phrases))) }
    if !target.expressions.isEmpty { parts.append(words.entries(.expressions(target.expressions))) }
    return parts
  }
}
