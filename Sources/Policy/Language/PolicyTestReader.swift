import Taxonomy

/// Reads `tests`, in a policy and in `*.test.yaml`.
struct PolicyTestReader {
  static let keys = ["prompt", "response", "role", "app", "model", "needs", "expect"]
  static let fileKeys = ["policy", "tests"]
  /// Words of `expect`, by which `{ refuse: id }` and the like name a rule.
  static let expectationKeys = RuleAction.Word.allCases.map(\.rawValue) + ["action", "rule", "category", "text"]
  private static let limit = 10_000
  /// Unicode scalars of a prompt or a response.
  private static let textLimit = 100_000

  let promptRuleIDs: [String]
  let responseRuleIDs: [String]
  /// What the classifier scores: tests that need more are checked and left out.
  let scored: ScoredSignals
  let faults: FaultCollector
  private var values: ValueReader { ValueReader(faults: faults) }

  func tests(_ node: SourceNode) -> [PolicyTestCase] {
    guard let nodes = values.list(node, "tests", limit: Self.limit) else { return [] }
    return nodes.compactMap { node in
      guard let mapping = MappingReader(node, what: "test", keys: Self.keys, faults: faults) else { return nil }
      let prompt = mapping.required("prompt").flatMap { values.text($0, "prompt", limit: Self.textLimit) }
      let response = mapping["response"].flatMap { values.text($0, "response", limit: Self.textLimit) }
      let role = mapping["role"].flatMap { values.word($0, "role", as: SpeakerRole.self) }
      if mapping["role"] != nil, mapping["response"] != nil {
        faults.add(mapping.mark(of: "role"), "`role` says whose words the prompt is; an answer is the assistant's")
      }
      let app = mapping["app"].flatMap { values.text($0, "app", limit: 200) }
      let model = mapping["model"].flatMap { values.text($0, "model", limit: 200) }
      let ids = mapping["response"] == nil ? promptRuleIDs : responseRuleIDs
      let expectation = mapping.required("expect").flatMap { self.expectation($0, ruleIDs: ids) }
      let needs = mapping["needs"].flatMap { values.words($0, "need", as: TestNeed.self) } ?? []
      guard let prompt, let expectation, needs.allSatisfy({ $0.isMet(by: scored) }) else { return nil }
      return PolicyTestCase(
        prompt: prompt, response: response, role: role ?? .user, app: app, model: model, expectation: expectation,
        file: faults.file, mark: mapping.mark)
    }
  }

  /// A word, `{ refuse: id }`, or `{ action: ..., rule: ..., category: ..., text: ... }`.
  private func expectation(_ node: SourceNode, ruleIDs: [String]) -> PolicyTestCase.Expectation? {
    guard case .mapping = node.value else {
      return values.word(node, "expectation", as: RuleAction.Word.self).map { PolicyTestCase.Expectation(action: $0) }
    }
    guard let mapping = MappingReader(node, what: "expect", keys: Self.expectationKeys, faults: faults) else {
      return nil
    }
    let before = faults.faults.count
    var expectation = PolicyTestCase.Expectation()
    let words = RuleAction.Word.allCases.filter { mapping[$0.rawValue] != nil }
    if words.count + (mapping["action"] == nil ? 0 : 1) > 1 {
      faults.add(node.mark, "`expect` names more than one action")
    }
    if let word = words.first, let node = mapping[word.rawValue] {
      expectation.action = word
      expectation.rule = rule(node, word.rawValue, ruleIDs)
      if mapping["rule"] != nil { faults.add(mapping.mark(of: "rule"), "the rule is named twice") }
    }
    if let node = mapping["action"] { expectation.action = values.word(node, "action", as: RuleAction.Word.self) }
    if let node = mapping["rule"] { expectation.rule = rule(node, "rule", ruleIDs) }
    if let node = mapping["category"] {
      expectation.category = values.word(node, "category", as: HazardCategory.self)
    }
    if let node = mapping["text"] { expectation.text = values.text(node, "text", limit: Self.textLimit) }
    if expectation == PolicyTestCase.Expectation(), faults.faults.count == before {
      faults.add(node.mark, "`expect` names nothing that could be expected")
    }
    return faults.faults.count == before ? expectation : nil
  }

  private func rule(_ node: SourceNode, _ what: String, _ ruleIDs: [String]) -> String? {
    guard let id = values.identifier(node, what) else { return nil }
    guard ruleIDs.contains(id) else {
      faults.addUnknown(node.mark, "unknown rule \(id.quoted)\(NearestWord.hint(for: id, among: ruleIDs))")
      return nil
    }
    return id
  }
}
