import Taxonomy

/// Reads the `rules` of a stage.
struct RuleReader {
  /// Rules of one stage.
  static let limit = 1000
  /// Larger conditions are not compared with each other.
  private static let comparedNodes = 8

  let stage: Stage
  let mode: PolicyMode
  /// Keys of the policy's messages, `default` among them.
  let messageKeys: [String]
  let scored: ScoredSignals
  let faults: FaultCollector

  private struct Seen {
    var rule: PolicyRule
    var mark: SourceMark
  }

  /// Every rule that could be read; what is wrong with the others is noted.
  func rules(_ node: SourceNode) -> [PolicyRule] {
    let values = ValueReader(faults: faults)
    guard let nodes = values.list(node, "rules", limit: Self.limit) else { return [] }
    var marks: [String: SourceMark] = [:]
    var seen: [Seen] = []
    for node in nodes {
      guard
        let mapping = MappingReader(
          node, what: "rule", keys: ["id", "when", "action", "message", "mode"], faults: faults)
      else { continue }
      let idNode = mapping.required("id")
      let id = idNode.flatMap { values.identifier($0, "id") }
      let condition = mapping.required("when").flatMap {
        ConditionReader(stage: stage, scored: scored, faults: faults).condition($0)
      }
      let action = mapping.required("action").flatMap { values.word($0, "action", as: Decision.Action.self) }
      let message = self.message(mapping, action: action)
      let ruleMode = self.ruleMode(mapping)
      if let id, let mark = idNode?.mark {
        if let first = marks[id] {
          faults.add(mark, "rule id \(id.quoted) is already used in line \(first.line)")
        } else {
          marks[id] = mark
        }
      }
      guard let id, let condition, let action else {
        // INVARIANT: no rule is left out in silence, whatever a reader below forgets to say.
        if faults.isEmpty { faults.add(mapping.mark, "the rule cannot be read") }
        continue
      }
      let rule = PolicyRule(id: id, condition: condition, action: action, messageKey: message, mode: ruleMode)
      noteUnreachable(rule, at: mapping.mark(of: "when"), after: seen)
      seen.append(Seen(rule: rule, mark: mapping.mark))
    }
    return seen.map(\.rule)
  }

  /// Ids of the rules in a list, readable otherwise or not: what a test's expectation may name.
  static func ids(_ node: SourceNode?) -> [String] {
    guard case .list(let nodes)? = node?.value else { return [] }
    return nodes.compactMap { node in
      guard case .mapping(let entries) = node.value, let id = entries.first(where: { $0.key == "id" }),
        case .scalar(let text, _) = id.value.value
      else { return nil }
      return text
    }
  }

  private func message(_ mapping: MappingReader, action: Decision.Action?) -> String? {
    guard let node = mapping["message"] else { return action == .refuse ? MessageCatalogue.defaultKey : nil }
    if action == .allow {
      faults.add(mapping.mark(of: "message"), "`message` needs `action: refuse`")
      return nil
    }
    guard let key = ValueReader(faults: faults).identifier(node, "message") else { return nil }
    guard messageKeys.contains(key) else {
      faults.add(node.mark, "unknown message \(key.quoted)\(NearestWord.hint(for: key, among: messageKeys))")
      return nil
    }
    return key
  }

  private func ruleMode(_ mapping: MappingReader) -> PolicyMode {
    guard let node = mapping["mode"],
      let ruleMode = ValueReader(faults: faults).word(node, "mode", as: PolicyMode.self)
    else { return .enforce }
    if ruleMode == .enforce, mode == .monitor {
      faults.add(node.mark, "a rule cannot be enforced in a policy with `mode: monitor`")
    }
    return ruleMode
  }

  /// A rule whose condition implies that of an earlier, enforced one never decides.
  private func noteUnreachable(_ rule: PolicyRule, at mark: SourceMark, after seen: [Seen]) {
    // Comparing costs more than the product of both sizes, and a thousand rules have half a million pairs.
    guard rule.condition.nodes <= Self.comparedNodes, !faults.isFull else { return }
    let earlier = seen.first {
      $0.rule.mode == .enforce && $0.rule.condition.nodes <= Self.comparedNodes
        && rule.condition.implies($0.rule.condition)
    }
    guard let earlier else { return }
    faults.add(
      mark,
      "rule \(rule.id.quoted) never decides: rule \(earlier.rule.id.quoted) in line \(earlier.mark.line) matches first")
  }
}
