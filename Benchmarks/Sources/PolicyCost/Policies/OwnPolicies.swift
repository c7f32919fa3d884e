import Policy

/// The policies that decide: as large as the goal names, and such as have only one thing to look for.
struct OwnPolicies {
  /// 50 lists of 100.
  let lists: [[String]]
  /// 200 rules with 5,000 phrases and 50 expressions.
  let whole: CompiledPolicy
  /// Rules on scores alone, by how many there are.
  let scores: [(rules: Int, policy: CompiledPolicy)]
  /// Policies that redact answers, by what they look for.
  let redacting: [(name: String, policy: CompiledPolicy)]

  init() throws {
    var phrases = OwnPhrases(seed: 11)
    let lists = phrases.lists(50, of: 100)
    self.lists = lists
    let names = lists.indices.map { "phrases-\($0)" }
    let rules =
      PolicyText.expressionRules(OwnExpressions.fifty) + PolicyText.listRules(names) + PolicyText.textRules()
      + PolicyText.scoreRules(50)
    precondition(rules.count == 200, "\(rules.count) rules")
    whole = try Self.policy(lists, prompt: rules)
    scores = try [10, 200, 1_000].map { ($0, try Self.policy([], prompt: PolicyText.scoreRules($0))) }
    let data = PolicyText.textRules().filter { $0.contains("pii:") }
    let phraseRule =
      "{ id: phrases, when: { phrase_list: [\(names.joined(separator: ", "))] }, action: redact, continue: true }"
    redacting = try [
      ("personal data of all kinds", data), ("5,000 phrases", [phraseRule]),
      ("both", data + [phraseRule]),
    ].map { ($0, try Self.policy(lists, prompt: PolicyText.scoreRules(1), response: $1)) }
  }

  private static func policy(
    _ lists: [[String]], prompt: [String], response: [String] = []
  ) throws -> CompiledPolicy {
    var text = "name: own\n"
    if !lists.isEmpty { text += "phrase_lists:\n" }
    for (index, list) in lists.enumerated() {
      text += "  phrases-\(index): [\(list.map(PolicyText.quoted).joined(separator: ", "))]\n"
    }
    text += "prompt:\n  rules:\n" + PolicyText.block(prompt)
    if !response.isEmpty { text += "response:\n  rules:\n" + PolicyText.block(response) }
    let snapshot = try PolicyFolder.load(files: [("own.yaml", Array(text.utf8))])
    guard let policy = snapshot.policy(named: "own") else { throw WrongFigures("the own policy is not there") }
    return policy
  }
}
