import Taxonomy

/// Reads the tree of one policy file, on top of the policy that it extends.
///
/// Sections are read in an order in which each finds what it refers to: messages, lists and guard models before rules,
/// rules before exceptions and tests.
struct PolicyReader {
  static let keys = [
    "name", "description", "extends", "mode", "on_classifier_failure", "on_overload", "prompt", "response",
    "exceptions",
    "always", "judges", "phrase_lists", "false_refusals", "messages", "record", "tests",
  ]
  static let promptKeys = ["roles", "turns", "unknown_content", "token_prompts", "media", "start", "rules"]
  static let responseKeys = ["release", "window", "context", "trail", "rules"]
  static let falseRefusalKeys = ["when", "action", "retry"]
  static let retryKeys = ["system", "model"]
  static let falseRefusalWhenKeys = ["refusal", "prompt_harm"]
  static let recordKeys = ["content", "retention"]
  /// What `retention` says where an inherited one is not wanted.
  static let keptForGood = "forever"
  static let turnBounds = 1...10_000
  static let windowBounds = 16...10_000
  static let contextBounds = 0...20_000
  static let trailBounds = 0...10_000

  let context: ReadingContext
  let base: PolicyDefinition?
  var faults: FaultCollector { context.faults }
  var values: ValueReader { ValueReader(faults: faults) }

  /// - Parameter base: the policy that this one extends, with what it inherits itself.
  init(_ context: ReadingContext, base: PolicyDefinition?) {
    self.context = context
    self.base = base
  }

  /// The policy, complete only if no fault was noted.
  func policy(_ root: SourceNode) -> PolicyDefinition? {
    guard let mapping = MappingReader(root, what: "a policy", keys: Self.keys, faults: faults) else { return nil }
    let nameNode = mapping.required("name")
    let name = nameNode.flatMap { values.identifier($0, "name") } ?? ""
    var policy = base ?? PolicyDefinition(name: name, file: faults.file, nameMark: root.mark)
    policy.name = name
    policy.base = base?.name
    policy.file = faults.file
    policy.nameMark = nameNode?.mark ?? root.mark
    policy.description = mapping["description"].flatMap { values.text($0, "description") }
    policy.tests = []
    if let node = mapping["mode"], let mode = values.word(node, "mode", as: PolicyMode.self) { policy.mode = mode }
    if let node = mapping["on_classifier_failure"],
      let action = values.word(node, "on_classifier_failure", as: Decision.Action.self)
    {
      policy.onClassifierFailure = action
    }
    if let node = mapping["on_overload"], let action = values.word(node, "on_overload", as: Decision.Action.self) {
      policy.onOverload = action
    }
    if let node = mapping["messages"] {
      policy.messages = MessageReader(base: policy.messages, faults: faults).catalogue(node)
    }
    if let node = mapping["phrase_lists"] {
      PhraseListReader(context: context).read(node, into: &policy.phraseLists)
    }
    if let node = mapping["judges"] { GuardModelReader(faults: faults).read(node, into: &policy.guardModels) }
    readRules(mapping, into: &policy)
    if let node = mapping["false_refusals"] {
      policy.falseRefusals = falseRefusals(node) ?? policy.falseRefusals
      if ruleIDs(mapping, .prompt).isEmpty, !faults.missesOthers {
        faults.add(
          mapping.mark(of: "false_refusals"),
          "`false_refusals` needs rules in `prompt`: without them no prompt is judged")
      }
    }
    if let node = mapping["record"] { readRecord(node, into: &policy) }
    if let node = mapping["tests"] { policy.tests = testReader(mapping).tests(node) }
    noteUnusedMessages(policy, mapping["messages"])
    return policy
  }

  // MARK: Rules, exceptions, always

  private func readRules(_ mapping: MappingReader, into policy: inout PolicyDefinition) {
    if let node = mapping["prompt"] { readPrompt(node, mapping, into: &policy) }
    if let node = mapping["response"] { readResponse(node, mapping, into: &policy) }
    let lists = policy.phraseLists
    if let node = mapping["always"] { readAlways(node, mapping, into: &policy) }
    if let node = mapping["exceptions"] {
      policy.exceptions =
        ExceptionReader(
          conditions: { ConditionReader(stage: $0, context: context, phraseLists: lists) },
          inherited: policy.exceptions, ruleIDs: { ruleIDs(mapping, $0) }, always: policy.always, faults: faults
        ).exceptions(node)
    }
    noteWeakenedRules(policy, mapping)
    noteExceptionsInStreams(policy)
    let check = RuleOrderCheck(policy: policy, faults: faults)
    check.check(.prompt)
    check.check(.response)
  }

  func ruleReader(_ stage: Stage, _ mapping: MappingReader, _ policy: PolicyDefinition) -> RuleReader {
    RuleReader(
      stage: stage, mode: policy.mode,
      inherited: stage == .prompt ? policy.prompt.rules : policy.response.rules,
      messageKeys: MessageReader.keys(mapping["messages"], inherited: policy.messages),
      guardModels: Set(policy.guardModels.keys).union(GuardModelReader.names(mapping["judges"])).sorted(),
      conditions: ConditionReader(stage: stage, context: context, phraseLists: policy.phraseLists))
  }

  /// Ids of a stage's rules, own and inherited, each once, readable or not; without those that are switched off.
  private func ruleIDs(_ mapping: MappingReader, _ stage: Stage) -> [String] {
    let inherited = stage == .prompt ? base?.prompt.rules : base?.response.rules
    let node = child("rules", of: mapping[stage.rawValue])
    let off = RuleReader.offIDs(node)
    let own = RuleReader.ids(node)
    return (inherited ?? []).map(\.id).filter { !off.contains($0) && !own.contains($0) } + own
  }

  private func readAlways(_ node: SourceNode, _ mapping: MappingReader, into policy: inout PolicyDefinition) {
    let ids = ruleIDs(mapping, .prompt) + ruleIDs(mapping, .response)
    let found = values.texts(node, "always", limit: RuleReader.limit) { id, mark in
      if ids.contains(id) { return true }
      faults.addUnknown(mark, "unknown rule \(id.quoted)\(NearestWord.hint(for: id, among: ids))")
      return false
    }
    for id in found ?? [] where !policy.always.contains(id) { policy.always.append(id) }
  }

  /// What is listed under `always` stays in force: it refuses, and no file that extends the policy takes that away.
  private func noteWeakenedRules(_ policy: PolicyDefinition, _ mapping: MappingReader) {
    for id in policy.always {
      let rules = (policy.prompt.rules + policy.response.rules).filter { $0.id == id }
      for rule in rules {
        var refuses = false
        if case .refuse = rule.action { refuses = rule.mode == .enforce }
        if !refuses {
          let mark = rule.file == faults.file ? rule.mark : mapping.mark(of: "always")
          faults.add(mark, "rule \(id.quoted) is listed under `always`, so it has to refuse and be enforced")
        }
      }
      let removed = (base?.prompt.rules ?? []).contains { $0.id == id } && !policy.prompt.rules.contains { $0.id == id }
      let removedBelow =
        (base?.response.rules ?? []).contains { $0.id == id } && !policy.response.rules.contains { $0.id == id }
      if removed || removedBelow {
        faults.add(
          mapping.mark(of: removed ? "prompt" : "response"),
          "rule \(id.quoted) is listed under `always`, so it cannot be switched off")
      }
      for exception in policy.exceptions where exception.skip.contains(id) && mapping["always"] != nil {
        // An own exception was noted where it stands.
        if base?.exceptions.contains(exception) == true {
          faults.add(
            mapping.mark(of: "always"),
            "the inherited exception \(exception.id.quoted) skips \(id.quoted); switch it off first")
        }
      }
    }
  }

  private func testReader(_ mapping: MappingReader) -> PolicyTestReader {
    PolicyTestReader(
      promptRuleIDs: ruleIDs(mapping, .prompt), responseRuleIDs: ruleIDs(mapping, .response), scored: context.scored,
      faults: faults)
  }

  // MARK: The rest

  private func falseRefusals(_ node: SourceNode) -> FalseRefusalRule? {
    guard let mapping = MappingReader(node, what: "false_refusals", keys: Self.falseRefusalKeys, faults: faults)
    else { return nil }
    let when = mapping.required("when").flatMap {
      MappingReader($0, what: "when", keys: Self.falseRefusalWhenKeys, faults: faults)
    }
    let refusal = when?.required("refusal")
    let kinds = refusal.flatMap { values.words($0, "refusal", as: RefusalKind.self) }
    if let refusal, let kinds, kinds.contains(.none) {
      faults.add(refusal.mark, "`none` is no refusal; name `full`, `partial`, or both")
    }
    let range = when?.required("prompt_harm").flatMap {
      ConditionReader(stage: .response, context: context, phraseLists: [:]).range($0, "prompt_harm")
    }
    let action = mapping.required("action").flatMap { values.word($0, "action", as: FalseRefusalAction.self) }
    let retry = retryRequest(mapping, action: action)
    guard let kinds, let range, let action else { return nil }
    return FalseRefusalRule(kinds: kinds, promptHarm: range, action: action, retry: retry)
  }

  private func retryRequest(_ refusals: MappingReader, action: FalseRefusalAction?) -> RetryRequest? {
    guard let node = refusals["retry"] else {
      if action == .retry {
        faults.add(
          refusals.mark(of: "action"), "`action: retry` needs `retry` with a `system` message, a `model`, or both")
      }
      return nil
    }
    if let action, action != .retry { faults.add(node.mark, "`retry` needs `action: retry`") }
    guard let mapping = MappingReader(node, what: "retry", keys: Self.retryKeys, faults: faults) else { return nil }
    let request = RetryRequest(
      system: mapping["system"].flatMap { values.text($0, "system", limit: RuleReader.systemLimit) },
      model: mapping["model"].flatMap { values.text($0, "model", limit: 200) })
    if mapping["system"] == nil, mapping["model"] == nil {
      faults.add(node.mark, "`retry` needs a `system` message, a `model`, or both")
    }
    return request
  }

  private func readRecord(_ node: SourceNode, into policy: inout PolicyDefinition) {
    guard let mapping = MappingReader(node, what: "record", keys: Self.recordKeys, faults: faults) else { return }
    if mapping["content"] == nil, mapping["retention"] == nil {
      faults.add(node.mark, "`record` needs `content`, `retention`, or both")
    }
    if let node = mapping["content"], let word = values.word(node, "content", as: RecordContent.self) {
      policy.recordContent = word
    }
    if let node = mapping["retention"], let text = values.text(node, "retention", limit: 100) {
      if text == Self.keptForGood {
        policy.recordRetention = nil
      } else if let retention = RetentionText.parse(text) {
        policy.recordRetention = retention
      } else {
        faults.add(
          node.mark,
          "`retention` must be hours or days from `1h` to `36500d`, as in `90d`, or `forever`, not \(text.quoted)")
      }
    }
  }

  private func noteUnusedMessages(_ policy: PolicyDefinition, _ node: SourceNode?) {
    guard case .mapping(let entries)? = node?.value else { return }
    let used = Set((policy.prompt.rules + policy.response.rules).compactMap(\.action.messageKey))
    for entry in entries where entry.key != MessageCatalogue.defaultKey && !used.contains(entry.key) {
      // A policy that extends this one may use it; that it does not is seen there.
      faults.warn(entry.keyMark, "no rule uses the message \(entry.key.quoted)")
    }
  }

  private func child(_ key: String, of node: SourceNode?) -> SourceNode? {
    guard case .mapping(let entries)? = node?.value else { return nil }
    return entries.first { $0.key == key }?.value
  }
}
