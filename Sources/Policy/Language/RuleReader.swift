import Taxonomy

/// Reads the `rules` of a stage and puts them together with those that are inherited.
struct RuleReader {
  static let keys = ["id", "when", "action", "message", "as", "system", "judge", "mode", "continue", "off"]
  static let systemKeys = ["prepend", "replace"]
  /// Rules of one stage.
  static let limit = 1000
  /// Unicode scalars of a system message.
  static let systemLimit = 10_000

  let stage: Stage
  let mode: PolicyMode
  /// The stage's rules of the policy that is extended.
  let inherited: [PolicyRule]
  /// Keys of the policy's messages, `default` among them.
  let messageKeys: [String]
  /// Names of the guard models that can be asked.
  let guardModels: [String]
  let conditions: ConditionReader
  private var faults: FaultCollector { conditions.faults }
  private var values: ValueReader { conditions.values }

  /// Own rules that are new, in their order, then the inherited ones: changed in their place where an own one has the
  /// same id, and without those that are switched off. What is wrong with a rule is noted.
  func rules(_ node: SourceNode) -> [PolicyRule] {
    guard let nodes = values.list(node, "rules", limit: Self.limit) else { return inherited }
    var marks: [String: SourceMark] = [:]
    var merged = inherited
    var own: [PolicyRule] = []
    for node in nodes {
      let before = faults.faults.count
      guard let mapping = MappingReader(node, what: "rule", keys: Self.keys, faults: faults) else { continue }
      let idNode = mapping.required("id")
      let id = idNode.flatMap { values.identifier($0, "id") }
      if let id, let mark = idNode?.mark {
        if let first = marks[id] {
          faults.add(mark, "rule id \(id.quoted) is already used in line \(first.line)")
          continue
        }
        marks[id] = mark
      }
      if mapping["off"] != nil {
        if let id, isOff(mapping, id: id, mark: idNode?.mark ?? mapping.mark) { merged.removeAll { $0.id == id } }
        continue
      }
      guard let rule = rule(mapping, id: id) else {
        // INVARIANT: no rule is left out in silence, whatever a reader below forgets to say.
        if faults.faults.count == before, !faults.isFull, !faults.missesOthers {
          faults.add(mapping.mark, "the rule cannot be read")
        }
        continue
      }
      if let place = merged.firstIndex(where: { $0.id == rule.id }) { merged[place] = rule } else { own.append(rule) }
    }
    let rules = own + merged
    guard rules.count <= Self.limit else {
      faults.add(
        node.mark,
        "with those that are inherited, `rules` has \(rules.count) entries, more than the \(Self.limit) allowed")
      return inherited
    }
    return rules
  }

  /// Ids of the rules in a list, readable otherwise or not: what other places may name.
  static func ids(_ node: SourceNode?) -> [String] {
    guard case .list(let nodes)? = node?.value else { return [] }
    return nodes.compactMap { node in
      guard case .mapping(let entries) = node.value, let id = entries.first(where: { $0.key == "id" }),
        case .scalar(let text, _) = id.value.value, !isOff(node)
      else { return nil }
      return text
    }
  }

  /// Ids of the inherited rules that a list switches off.
  static func offIDs(_ node: SourceNode?) -> [String] {
    guard case .list(let nodes)? = node?.value else { return [] }
    return nodes.filter(isOff).compactMap { node in
      guard case .mapping(let entries) = node.value, let id = entries.first(where: { $0.key == "id" }),
        case .scalar(let text, _) = id.value.value
      else { return nil }
      return text
    }
  }

  private static func isOff(_ node: SourceNode) -> Bool {
    guard case .mapping(let entries) = node.value else { return false }
    return entries.contains { $0.key == "off" }
  }

  private func isOff(_ mapping: MappingReader, id: String, mark: SourceMark) -> Bool {
    guard let node = mapping["off"], values.isTrue(node, "off") else { return false }
    for key in Self.keys where key != "id" && key != "off" && mapping[key] != nil {
      faults.add(mapping.mark(of: key), "a rule that is off has no other keys than `id`")
    }
    guard inherited.contains(where: { $0.id == id }) else {
      let hint = NearestWord.hint(for: id, among: inherited.map(\.id))
      faults.addUnknown(mark, "no rule \(id.quoted) is inherited that could be off\(hint)")
      return false
    }
    return true
  }

  private func rule(_ mapping: MappingReader, id: String?) -> PolicyRule? {
    let condition = mapping.required("when").flatMap { conditions.condition($0) }
    let word = mapping.required("action").flatMap { values.word($0, "action", as: RuleAction.Word.self) }
    let action = word.flatMap { self.action($0, mapping, condition: condition) }
    let ruleMode = self.ruleMode(mapping)
    let continues = self.continues(mapping, word)
    noteKeys(of: word, mapping)
    guard let id, let condition, let action else { return nil }
    return PolicyRule(
      id: id, condition: condition, action: action, mode: ruleMode, continues: continues, file: faults.file,
      mark: mapping.mark)
  }

  private func action(_ word: RuleAction.Word, _ mapping: MappingReader, condition: Condition?) -> RuleAction? {
    switch word {
    case .allow: return .allow
    case .annotate: return .annotate
    case .refuse: return refusal(mapping).map(RuleAction.refuse)
    case .judge:
      guard let node = mapping.required("judge"), let name = values.identifier(node, "judge") else { return nil }
      guard guardModels.contains(name) else {
        faults.addUnknown(
          node.mark, "unknown guard model \(name.quoted)\(NearestWord.hint(for: name, among: guardModels))")
        return nil
      }
      return refusal(mapping).map { .judge(guardModel: name, $0) }
    case .rewrite:
      if stage == .response {
        faults.add(mapping.mark(of: "action"), "`rewrite` changes requests, so it stands in `prompt`")
        return nil
      }
      return mapping.required("system").flatMap { self.system($0) }.map(RuleAction.rewrite)
    case .redact:
      guard let condition else { return nil }
      return redaction(condition, mapping)
    }
  }

  private func redaction(_ condition: Condition, _ mapping: MappingReader) -> RuleAction? {
    let target = RedactionTarget(condition)
    guard !target.isEmpty else {
      faults.add(
        mapping.mark(of: "when"),
        "nothing to redact: `when` names no `pii`, `any_phrase`, `phrase_list` or `expression` that could be replaced")
      return nil
    }
    // Text of an answer is replaced as it streams, before the scores of its passage are known.
    let isOfText = condition.leaves.allSatisfy { leaf in
      switch leaf {
      case .personalData, .phrases, .expressions, .app, .model: true
      default: false
      }
    }
    if stage == .response, !isOfText || condition.leaves.count != condition.affirmedLeaves.count {
      faults.add(
        mapping.mark(of: "when"),
        "`redact` in `response` looks at `pii`, phrases, expressions, `app` and `model` only, and at none below `not`")
      return nil
    }
    return .redact(target)
  }

  private func refusal(_ mapping: MappingReader) -> RuleAction.Refusal? {
    let form = mapping["as"].flatMap { values.word($0, "as", as: RefusalForm.self) } ?? .completion
    guard let node = mapping["message"] else {
      return RuleAction.Refusal(messageKey: MessageCatalogue.defaultKey, form: form)
    }
    guard let key = values.identifier(node, "message") else { return nil }
    guard messageKeys.contains(key) else {
      faults.addUnknown(node.mark, "unknown message \(key.quoted)\(NearestWord.hint(for: key, among: messageKeys))")
      return nil
    }
    return RuleAction.Refusal(messageKey: key, form: form)
  }

  private func system(_ node: SourceNode) -> SystemChange? {
    guard let mapping = MappingReader(node, what: "system", keys: Self.systemKeys, faults: faults) else { return nil }
    let given = Self.systemKeys.filter { mapping[$0] != nil }
    guard given.count == 1, let key = given.first, let node = mapping[key] else {
      faults.add(mapping.mark, "`system` needs exactly one of `prepend` and `replace`")
      return nil
    }
    guard let text = values.text(node, key, limit: Self.systemLimit) else { return nil }
    return key == "prepend" ? .prepend(text) : .replace(text)
  }

  private func ruleMode(_ mapping: MappingReader) -> PolicyMode {
    guard let node = mapping["mode"], let ruleMode = values.word(node, "mode", as: PolicyMode.self) else {
      return .enforce
    }
    if ruleMode == .enforce, mode == .monitor {
      faults.add(node.mark, "a rule cannot be enforced in a policy with `mode: monitor`")
    }
    return ruleMode
  }

  private func continues(_ mapping: MappingReader, _ word: RuleAction.Word?) -> Bool {
    guard let node = mapping["continue"], let continues = values.truth(node, "continue") else { return false }
    if continues, word == .allow || word == .refuse {
      faults.add(mapping.mark(of: "continue"), "a rule with `action: \(word?.rawValue ?? "")` settles the matter")
    }
    return continues
  }

  /// Keys that mean nothing for the rule's action are faults: whoever wrote them expects something of them.
  private func noteKeys(of word: RuleAction.Word?, _ mapping: MappingReader) {
    guard let word else { return }
    let owners: [(key: String, words: [RuleAction.Word])] = [
      ("message", [.refuse, .judge]), ("as", [.refuse, .judge]), ("judge", [.judge]), ("system", [.rewrite]),
    ]
    for (key, words) in owners where mapping[key] != nil && !words.contains(word) {
      let needed = words.map { "`action: \($0.rawValue)`" }.joined(separator: " or ")
      faults.add(mapping.mark(of: key), "`\(key)` needs \(needed)")
    }
  }
}
