import Taxonomy

extension PolicyReader {
  func readPrompt(_ node: SourceNode, _ policyMapping: MappingReader, into policy: inout PolicyDefinition) {
    guard let mapping = MappingReader(node, what: "prompt", keys: Self.promptKeys, faults: faults) else { return }
    if let node = mapping["roles"] {
      if case .list = node.value {
        policy.prompt.roles = values.words(node, "role", as: SpeakerRole.self) ?? policy.prompt.roles
      } else {
        _ = values.list(node, "roles", limit: 100)
      }
    }
    if let node = mapping["turns"] {
      if case .scalar("all", _) = node.value {
        policy.prompt.turns = .max
      } else {
        policy.prompt.turns = values.integer(node, "turns", in: Self.turnBounds) ?? policy.prompt.turns
      }
    }
    readContents(mapping, into: &policy.prompt)
    policy.prompt.start =
      mapping["start"].flatMap { values.word($0, "start", as: PromptStart.self) } ?? policy.prompt.start
    if let node = mapping["rules"] { policy.prompt.rules = ruleReader(.prompt, policyMapping, policy).rules(node) }
    noteChangesInParallel(policy, mapping)
  }

  /// What follows from content that cannot be judged.
  private func readContents(_ mapping: MappingReader, into stage: inout PromptStage) {
    func action(_ key: String) -> Decision.Action? {
      mapping[key].flatMap { values.word($0, key, as: Decision.Action.self) }
    }
    stage.unknownContent = action("unknown_content") ?? stage.unknownContent
    stage.tokenPrompts = action("token_prompts") ?? stage.tokenPrompts
    stage.media = action("media") ?? stage.media
  }

  /// A request that goes out before it is judged goes out as it came.
  private func noteChangesInParallel(_ policy: PolicyDefinition, _ mapping: MappingReader) {
    if policy.prompt.start == .judged || faults.missesOthers { return }
    for rule in policy.prompt.rules where rule.changesRequests {
      let isOwn = rule.file == faults.file
      faults.add(
        isOwn ? rule.mark : mapping.mark(of: "start"),
        "\(isOwn ? "" : "the inherited rule \(rule.id.quoted): ")`\(rule.action.word.rawValue)` in `prompt` needs "
          + "`start: judged`, since it changes what is sent on")
    }
  }

  func readResponse(_ node: SourceNode, _ policyMapping: MappingReader, into policy: inout PolicyDefinition) {
    guard let mapping = MappingReader(node, what: "response", keys: Self.responseKeys, faults: faults) else { return }
    policy.response.release = release(mapping, inherited: policy.response.release)
    if let node = mapping["rules"] {
      policy.response.rules = ruleReader(.response, policyMapping, policy).rules(node)
    }
    noteExpressionsInStreams(policy, mapping)
  }

  /// An expression can match without end, so text that it may still match could never leave.
  private func noteExpressionsInStreams(_ policy: PolicyDefinition, _ mapping: MappingReader) {
    if case .whole = policy.response.release { return }
    if faults.missesOthers { return }
    for rule in policy.response.rules {
      guard case .redact(let target) = rule.action, !target.expressions.isEmpty else { continue }
      let isOwn = rule.file == faults.file
      faults.add(
        isOwn ? rule.mark : mapping.mark(of: "release"),
        "\(isOwn ? "" : "the inherited rule \(rule.id.quoted): ")`expression` in a `redact` rule of `response` needs "
          + "`release: whole`")
    }
  }

  /// An answer is replaced as it streams, so what is not known of it before cannot keep a `redact` rule from counting.
  func noteExceptionsInStreams(_ policy: PolicyDefinition) {
    let redacting = policy.response.rules.filter { if case .redact = $0.action { true } else { false } }.map(\.id)
    for exception in policy.exceptions where exception.stage == .response {
      guard let id = exception.skip.first(where: redacting.contains) else { continue }
      let leaves = exception.match.leaves + (exception.unless?.leaves ?? [])
      let isOfRequest = leaves.allSatisfy { leaf in
        switch leaf {
        case .app, .model: true
        default: false
        }
      }
      if isOfRequest { continue }
      let isOwn = base?.exceptions.contains(exception) != true
      faults.add(
        isOwn ? exception.mark : policy.nameMark,
        "the exception \(exception.id.quoted) skips \(id.quoted), which replaces text of answers as they stream, so it can "
          + "look at `app` and `model` only")
    }
  }

  /// Words of `release`.
  enum ReleaseWord: String, CaseIterable { case window, trail, whole }

  private func release(_ mapping: MappingReader, inherited: ReleaseMode) -> ReleaseMode {
    let word = mapping["release"].flatMap { values.word($0, "release", as: ReleaseWord.self) }
    let window = mapping["window"].flatMap { values.integer($0, "window", in: Self.windowBounds) } ?? inherited.window
    let context =
      mapping["context"].flatMap { values.integer($0, "context", in: Self.contextBounds) } ?? inherited.context
    let trail = mapping["trail"].flatMap { values.integer($0, "trail", in: Self.trailBounds) }
    switch word ?? inheritedWord(inherited) {
    case .trail:
      if word != nil { _ = mapping.required("trail") }
      return .trail(window: window, context: context, trail: trail ?? inherited.trail)
    case .window:
      noteTrail(trail, mapping)
      return .window(window: window, context: context)
    case .whole:
      noteTrail(trail, mapping)
      return .whole(window: window, context: context)
    }
  }

  private func inheritedWord(_ release: ReleaseMode) -> ReleaseWord {
    switch release {
    case .window: .window
    case .trail: .trail
    case .whole: .whole
    }
  }

  private func noteTrail(_ trail: Int?, _ mapping: MappingReader) {
    if let trail, trail > 0 { faults.add(mapping.mark(of: "trail"), "`trail` needs `release: trail`") }
  }
}
