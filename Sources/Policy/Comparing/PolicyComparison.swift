import Taxonomy

/// Two revisions of one policy by what they mean.
struct PolicyComparison {
  /// A policy with what is needed to write it out.
  struct Side {
    let policy: CompiledPolicy
    let words: ConditionWords
    let meaning: ConditionMeaning
    var definition: PolicyDefinition { policy.definition }
  }

  let old: Side
  let new: Side
  private let lists: [PolicyChange]

  init(_ old: CompiledPolicy, _ new: CompiledPolicy) {
    lists = Self.lists(old, new)
    let differing = Set(lists.filter { $0.kind == .changed }.map(\.name))
    func side(_ policy: CompiledPolicy) -> Side {
      Side(
        policy: policy, words: ConditionWords(policy, limit: 10),
        meaning: ConditionMeaning(policy, differing: differing))
    }
    self.old = side(old)
    self.new = side(new)
  }

  func changes() -> [PolicyChange] {
    settings() + rules(.prompt) + rules(.response) + exceptions() + lists + guardModels() + messages()
  }

  // MARK: Settings

  private func settings() -> [PolicyChange] {
    let pairs = zip(Self.settings(old.definition), Self.settings(new.definition))
    return pairs.compactMap { before, after in
      detail(before.key, before.value, after.value).map { PolicyChange(.changed, "setting", before.key, [$0]) }
    }
  }

  /// What a policy says beside its rules; the same keys in the same order for each.
  private static func settings(_ policy: PolicyDefinition) -> [(key: String, value: String?)] {
    let release = policy.response.release
    let word: PolicyReader.ReleaseWord =
      switch release {
      case .window: .window
      case .trail: .trail
      case .whole: .whole
      }
    let refusals = policy.falseRefusals.map { rule in
      let kinds = rule.kinds.map(\.rawValue).sorted().joined(separator: ", ")
      return "\(rule.action.rawValue), when: { refusal: [\(kinds)], prompt_harm: { "
        + "\(ConditionWords.text(rule.promptHarm)) } }"
        + (rule.retry?.system.map { ", system: \($0.quoted)" } ?? "")
        + (rule.retry?.model.map { ", model: \($0.quoted)" } ?? "")
    }
    return [
      ("mode", policy.mode.rawValue),
      ("on_classifier_failure", policy.onClassifierFailure.rawValue),
      ("on_overload", policy.action(on: .overloaded).rawValue),
      ("prompt.roles", "[\(policy.prompt.roles.map(\.rawValue).sorted().joined(separator: ", "))]"),
      ("prompt.turns", policy.prompt.turns == .max ? "all" : "\(policy.prompt.turns)"),
      ("prompt.unknown_content", policy.prompt.unknownContent.rawValue),
      ("prompt.token_prompts", policy.tokenPrompts.rawValue),
      ("prompt.media", policy.prompt.media.rawValue),
      ("prompt.start", policy.prompt.start.rawValue),
      ("response.release", word.rawValue),
      ("response.window", "\(release.window)"),
      ("response.context", "\(release.context)"),
      ("response.trail", "\(release.trail)"),
      ("always", "[\(policy.always.sorted().joined(separator: ", "))]"),
      ("false_refusals", refusals),
      ("record.content", policy.recordContent.rawValue),
    ]
  }

  func detail(_ key: String, _ before: String?, _ after: String?) -> PolicyChange.Detail? {
    before == after ? nil : PolicyChange.Detail(key: key, before: before, after: after)
  }

  // MARK: Lists, guard models, messages

  /// Phrases that both lists have are the same whatever their order.
  private static func lists(_ old: CompiledPolicy, _ new: CompiledPolicy) -> [PolicyChange] {
    func phrases(_ policy: CompiledPolicy, _ name: String) -> Set<String>? {
      policy.definition.phraseLists[name].map { Set(policy.storage.patternTexts.lists[$0]) }
    }
    let names = Set(old.definition.phraseLists.keys).union(new.definition.phraseLists.keys).sorted()
    return names.compactMap { name in
      let (before, after) = (phrases(old, name), phrases(new, name))
      guard before != after else { return nil }
      let kind: PolicyChange.Kind = before == nil ? .added : after == nil ? .removed : .changed
      var details = [
        PolicyChange.Detail(key: "phrases", before: before.map { "\($0.count)" }, after: after.map { "\($0.count)" })
      ]
      if let before, let after {
        details += [
          PolicyChange.Detail(key: "phrases added", before: nil, after: "\(after.subtracting(before).count)"),
          PolicyChange.Detail(key: "phrases removed", before: "\(before.subtracting(after).count)", after: nil),
        ]
      }
      return PolicyChange(kind, "phrase list", name, details)
    }
  }

  private func guardModels() -> [PolicyChange] {
    let (before, after) = (old.definition.guardModels, new.definition.guardModels)
    return named("judge", before, after) { model in
      [
        ("url", model.url), ("model", model.model), ("format", model.format.rawValue),
        ("timeout_ms", "\(model.timeoutMilliseconds)"), ("on_failure", model.onFailure.rawValue),
      ]
    }
  }

  private func messages() -> [PolicyChange] {
    named("message", old.definition.messages.texts, new.definition.messages.texts) { texts in
      // The first language is the one that is used where no other fits.
      let first = texts.first { $0.language == "en" } ?? texts.first
      return texts.map { ($0.language, ConditionWords.quoted($0.text)) }
        + [("last resort", first?.language ?? "")]
    }
  }

  /// Compares what has names; a value is a list of keys and texts.
  private func named<Value>(
    _ subject: String, _ before: [String: Value], _ after: [String: Value],
    _ facts: (Value) -> [(key: String, text: String)]
  ) -> [PolicyChange] {
    Set(before.keys).union(after.keys).sorted().compactMap { name in
      guard let left = before[name] else { return PolicyChange(.added, subject, name) }
      guard let right = after[name] else { return PolicyChange(.removed, subject, name) }
      let details = self.details(facts(left), facts(right))
      return details.isEmpty ? nil : PolicyChange(.changed, subject, name, details)
    }
  }

  func details(
    _ before: [(key: String, text: String)], _ after: [(key: String, text: String)]
  ) -> [PolicyChange.Detail] {
    var keys = before.map(\.key)
    keys += after.map(\.key).filter { !keys.contains($0) }
    return keys.compactMap { key in
      detail(key, before.first { $0.key == key }?.text, after.first { $0.key == key }?.text)
    }
  }
}
