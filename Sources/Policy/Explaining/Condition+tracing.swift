import Taxonomy
import TextNormalising

extension Condition {
  /// What the condition looks at in a text, and whether it holds.
  func trace(_ input: inout StageInput, in policy: CompiledPolicy, words: ConditionWords) -> ConditionTrace {
    let parts = children.map { $0.trace(&input, in: policy, words: words) }
    switch self {
    case .all: return ConditionTrace(words: "all", holds: Self.conjunction(parts), input: "", parts: parts)
    case .any:
      let negated = Self.conjunction(parts.map { part in part.negated })
      return ConditionTrace(words: "any", holds: negated.map { !$0 }, input: "", parts: parts)
    case .not: return ConditionTrace(words: "not", holds: parts[0].holds.map { !$0 }, input: "", parts: parts)
    default:
      let found = ConditionFinding(policy).text(self, &input)
      return ConditionTrace(words: words.entries(self), holds: holds(&input), input: found, parts: [])
    }
  }

  /// False where one is false, else unknown where one is unknown.
  private static func conjunction(_ parts: [ConditionTrace]) -> Bool? {
    if parts.contains(where: { $0.holds == false }) { return false }
    return parts.contains { $0.holds == nil } ? nil : true
  }
}

extension ConditionTrace {
  fileprivate var negated: ConditionTrace {
    ConditionTrace(words: words, holds: holds.map { !$0 }, input: input, parts: [])
  }
}
