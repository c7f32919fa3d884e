import Taxonomy

/// Finds rules that cannot do what they seem to: those that never decide, and those that end a stage by accident.
struct RuleOrderCheck {
  /// Larger conditions are not compared with each other.
  private static let comparedNodes = 8

  let policy: PolicyDefinition
  let faults: FaultCollector

  /// Notes what is wrong with the order of a stage's rules; rules of other files only where a rule of this one matters.
  func check(_ stage: Stage) {
    let rules = policy.rules(stage)
    let skipped = Set(policy.exceptions.filter { $0.stage == stage }.flatMap(\.skip))
    for (index, rule) in rules.enumerated() where !faults.isFull {
      noteEarlyEnd(rule, isLast: index == rules.count - 1)
      // Comparing costs more than the product of both sizes, and a thousand rules have half a million pairs.
      guard rule.condition.nodes <= Self.comparedNodes else { continue }
      let isOwn = rule.file == faults.file
      let earlier = rules[..<index].first {
        // What two inherited rules do to each other was noted in their own file.
        (isOwn || $0.file == faults.file) && $0.mode == .enforce && !$0.continues && !skipped.contains($0.id)
          && $0.condition.nodes <= Self.comparedNodes && rule.condition.implies($0.condition)
      }
      if let earlier { note(rule, after: earlier) }
    }
  }

  private func note(_ rule: PolicyRule, after earlier: PolicyRule) {
    if rule.file == faults.file {
      let place = earlier.file == faults.file ? "line \(earlier.mark.line)" : "\(earlier.file):\(earlier.mark.line)"
      faults.add(
        rule.mark, "rule \(rule.id.quoted) never decides: rule \(earlier.id.quoted) in \(place) matches first")
    } else if earlier.file == faults.file {
      faults.add(
        earlier.mark,
        "the inherited rule \(rule.id.quoted) (\(rule.file):\(rule.mark.line)) never decides any more: rule "
          + "\(earlier.id.quoted) matches first; give it that id to replace it, or switch the inherited one off")
    }
  }

  private func noteEarlyEnd(_ rule: PolicyRule, isLast: Bool) {
    guard rule.file == faults.file, !rule.continues, !isLast, rule.mode == .enforce else { return }
    switch rule.action {
    case .redact, .rewrite, .annotate:
      faults.warn(
        rule.mark,
        "the rules below \(rule.id.quoted) are not tried for a text that it matches; write `continue: true` if they should be"
      )
    case .allow, .refuse, .judge: break
    }
  }
}
