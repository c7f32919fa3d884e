package import Taxonomy
import TextNormalising

/// What records of a policy with `record: { content: redacted }` do not keep: all that its `redact` rules name, whether
/// they are enforced, for whichever app and model; and where they name no personal data, every kind of it.
struct RecordRedaction: Sendable {
  private let target: RedactionTarget
  private let patterns: PolicyPatterns

  /// Nil where the policy's records are not redacted.
  ///
  /// - Throws: when its phrases and expressions together go over what can be looked for.
  init?(_ policy: PolicyDefinition, patterns table: PatternTable) throws(PatternsFault) {
    guard policy.recordContent == .redacted else { return nil }
    var target = (policy.prompt.rules + policy.response.rules).reduce(RedactionTarget()) { target, rule in
      guard case .redact(let found) = rule.action else { return target }
      return target.joined(found)
    }
    if target.personalData.isEmpty { target.personalData = PersonalDataKind.allCases }
    self.target = target
    patterns = try table.patterns(of: target)
  }

  /// Where a text holds it, in disguise too, and from which byte on its end is not settled while more may follow.
  func ranges(in text: String, isComplete: Bool) -> (found: [TextRedaction], openFrom: Int) {
    let found = patterns.ranges(of: target, in: text, views: TextNormaliser.views(of: text))
    let open = isComplete ? text.utf8.count : patterns.ranges(of: target, inBeginning: text).openFrom
    return (found, open)
  }
}

extension CompiledPolicy {
  /// What a record may not keep of a text: sorted, and not overlapping; and from which byte on its end is not settled, as
  /// long as more follows. Nothing where the policy's records are not `redacted`.
  ///
  /// Costs what normalising the text costs: it is for texts that are recorded, and cut to what a record holds.
  package func recordRedactions(in text: String, isComplete: Bool) -> (found: [TextRedaction], openFrom: Int) {
    storage.recordRedaction?.ranges(in: text, isComplete: isComplete) ?? ([], text.utf8.count)
  }
}
