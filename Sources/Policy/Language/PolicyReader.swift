import Taxonomy

/// Reads the tree of one policy file.
///
/// Sections are read in an order in which each finds what it refers to: messages before rules, rules before tests.
struct PolicyReader {
  private static let keys = [
    "name", "description", "mode", "on_classifier_failure", "prompt", "response", "false_refusals", "messages",
    "record", "tests",
  ]
  private static let turnBounds = 1...10_000
  private static let windowBounds = 16...10_000
  private static let contextBounds = 0...20_000
  private static let trailBounds = 0...10_000

  private let scored: ScoredSignals
  private let faults: FaultCollector
  private var values: ValueReader { ValueReader(faults: faults) }

  init(scored: ScoredSignals, faults: FaultCollector) {
    self.scored = scored
    self.faults = faults
  }

  /// The policy, complete only if no fault was noted.
  func policy(_ root: SourceNode) -> PolicyDefinition? {
    guard let mapping = MappingReader(root, what: "a policy", keys: Self.keys, faults: faults) else { return nil }
    let nameNode = mapping.required("name")
    var policy = PolicyDefinition(
      name: nameNode.flatMap { values.identifier($0, "name") } ?? "", file: faults.file,
      nameMark: nameNode?.mark ?? root.mark)
    policy.description = mapping["description"].flatMap { values.text($0, "description") }
    if let node = mapping["mode"], let mode = values.word(node, "mode", as: PolicyMode.self) { policy.mode = mode }
    if let node = mapping["on_classifier_failure"],
      let action = values.word(node, "on_classifier_failure", as: Decision.Action.self)
    {
      policy.onClassifierFailure = action
    }
    if let node = mapping["messages"] { policy.messages = MessageReader(faults: faults).catalogue(node) }
    let messageKeys = MessageReader.keys(mapping["messages"])
    if let node = mapping["prompt"] { policy.prompt = prompt(node, mode: policy.mode, messageKeys: messageKeys) }
    if let node = mapping["response"] { policy.response = response(node, mode: policy.mode, messageKeys: messageKeys) }
    if let node = mapping["false_refusals"] {
      policy.falseRefusals = falseRefusals(node)
      if policy.prompt.rules.isEmpty, RuleReader.ids(child("rules", of: mapping["prompt"])).isEmpty {
        faults.add(
          mapping.mark(of: "false_refusals"),
          "`false_refusals` needs rules in `prompt`: without them no prompt is judged")
      }
    }
    if let node = mapping["record"] { readRecord(node, into: &policy) }
    if let node = mapping["tests"] {
      let reader = PolicyTestReader(
        promptRuleIDs: RuleReader.ids(child("rules", of: mapping["prompt"])),
        responseRuleIDs: RuleReader.ids(child("rules", of: mapping["response"])), faults: faults)
      policy.tests = reader.tests(node)
    }
    noteUnusedMessages(policy, mapping["messages"])
    return policy
  }

  private func prompt(_ node: SourceNode, mode: PolicyMode, messageKeys: [String]) -> PromptStage {
    var stage = PromptStage()
    guard let mapping = MappingReader(node, what: "prompt", keys: ["roles", "turns", "rules"], faults: faults) else {
      return stage
    }
    if let node = mapping["roles"] {
      if case .list = node.value {
        stage.roles = values.words(node, "role", as: SpeakerRole.self) ?? stage.roles
      } else {
        _ = values.list(node, "roles", limit: 100)
      }
    }
    if let node = mapping["turns"] {
      if case .scalar("all", _) = node.value {
        stage.turns = .max
      } else {
        stage.turns = values.integer(node, "turns", in: Self.turnBounds) ?? stage.turns
      }
    }
    if let node = mapping["rules"] {
      stage.rules = RuleReader(
        stage: .prompt, mode: mode, messageKeys: messageKeys, scored: scored, faults: faults
      ).rules(node)
    }
    return stage
  }

  private func response(_ node: SourceNode, mode: PolicyMode, messageKeys: [String]) -> ResponseStage {
    var stage = ResponseStage()
    let keys = ["release", "window", "context", "trail", "rules"]
    guard let mapping = MappingReader(node, what: "response", keys: keys, faults: faults) else { return stage }
    stage.release = release(mapping)
    if let node = mapping["rules"] {
      stage.rules = RuleReader(
        stage: .response, mode: mode, messageKeys: messageKeys, scored: scored, faults: faults
      ).rules(node)
    }
    return stage
  }

  private enum ReleaseWord: String, CaseIterable { case window, trail, whole }

  private func release(_ mapping: MappingReader) -> ReleaseMode {
    let word = mapping["release"].flatMap { values.word($0, "release", as: ReleaseWord.self) } ?? .window
    let usual = ResponseStage().release
    let window = mapping["window"].flatMap { values.integer($0, "window", in: Self.windowBounds) } ?? usual.window
    let context = mapping["context"].flatMap { values.integer($0, "context", in: Self.contextBounds) } ?? usual.context
    let trail = mapping["trail"].flatMap { values.integer($0, "trail", in: Self.trailBounds) }
    switch word {
    case .trail:
      _ = mapping.required("trail")
      return .trail(window: window, context: context, trail: trail ?? 0)
    case .window, .whole:
      if let trail, trail > 0 { faults.add(mapping.mark(of: "trail"), "`trail` needs `release: trail`") }
      return word == .window ? .window(window: window, context: context) : .whole(window: window, context: context)
    }
  }

  private func falseRefusals(_ node: SourceNode) -> FalseRefusalRule? {
    guard
      let mapping = MappingReader(node, what: "false_refusals", keys: ["when", "action"], faults: faults)
    else { return nil }
    let when = mapping.required("when").flatMap {
      MappingReader($0, what: "when", keys: ["refusal", "prompt_harm"], faults: faults)
    }
    let refusal = when?.required("refusal")
    let kinds = refusal.flatMap { values.words($0, "refusal", as: RefusalKind.self) }
    if let refusal, let kinds, kinds.contains(.none) {
      faults.add(refusal.mark, "`none` is no refusal; name `full`, `partial`, or both")
    }
    let range = when?.required("prompt_harm").flatMap {
      ConditionReader(stage: .response, scored: scored, faults: faults).range($0, "prompt_harm")
    }
    let action = mapping.required("action").flatMap { node -> FalseRefusalAction? in
      if case .scalar("retry", _) = node.value {
        faults.add(node.mark, "the action `retry` is not available; use `record` or `annotate`")
        return nil
      }
      return values.word(node, "action", as: FalseRefusalAction.self)
    }
    guard let kinds, let range, let action else { return nil }
    return FalseRefusalRule(kinds: kinds, promptHarm: range, action: action)
  }

  private func readRecord(_ node: SourceNode, into policy: inout PolicyDefinition) {
    guard let mapping = MappingReader(node, what: "record", keys: ["content"], faults: faults),
      let content = mapping.required("content"),
      let word = values.word(content, "content", as: RecordContent.self)
    else { return }
    policy.recordContent = word
  }

  private func noteUnusedMessages(_ policy: PolicyDefinition, _ node: SourceNode?) {
    guard case .mapping(let entries)? = node?.value else { return }
    let used = Set((policy.prompt.rules + policy.response.rules).compactMap(\.messageKey))
    for entry in entries where entry.key != MessageCatalogue.defaultKey && !used.contains(entry.key) {
      faults.warn(entry.keyMark, "no rule uses the message \(entry.key.quoted)")
    }
  }

  private func child(_ key: String, of node: SourceNode?) -> SourceNode? {
    guard case .mapping(let entries)? = node?.value else { return nil }
    return entries.first { $0.key == key }?.value
  }
}
