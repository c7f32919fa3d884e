import Taxonomy

/// The rules of a stage tried on what a record holds, and what could have come out with what it does not hold.
struct StageReplay {
  /// How the stage could end.
  enum End: Hashable {
    case pass, monitor, judge, withhold
  }

  /// All ends that the record leaves open; one where it settles the matter.
  private(set) var ends: Set<End> = [.pass]
  /// Indices of the rules that fire.
  private(set) var fired: [Int] = []
  /// Indices of the rules that were reached and whose conditions, or whose exceptions', the record does not settle.
  private(set) var unknown: [Int] = []

  /// A stage without rules.
  init() {}

  init(
    _ rules: [PolicyRule], in policy: PolicyDefinition, _ input: inout StageInput, missing: RecordedCase.Missing
  ) {
    let outcome = TextOutcome.of(rules, in: policy, &input) { _ in nil }
    let withheld: End = policy.mode == .enforce ? .withhold : .monitor
    let notes = outcome.noted.contains { rules[$0].refuses }
    let passed: End = notes ? .monitor : .pass
    fired = outcome.noted + outcome.changing
    switch outcome.end {
    case .refused(let index), .guardFailed(let index):
      ends = [withheld]
      fired.append(index)
    case .pending(let index):
      ends = [.judge]
      fired.append(index)
    case .passed(let index):
      ends = [passed]
      if let index, !fired.contains(index) { fired.append(index) }
    case .unjudged:
      // Scores that were not recorded are no failure of the classifier. A record does not tell failures apart.
      ends =
        missing.contains(.scores)
        ? [passed] : Set(SignalsFailure.allCases.map { policy.action(on: $0) == .refuse ? withheld : passed })
    }
    fired.sort()
    let reached = outcome.stop.map { $0 + 1 } ?? rules.count
    for index in rules.indices.prefix(reached) {
      let rule = rules[index]
      switch rule.condition.holds(&input) {
      case nil where Self.hangs(rule.condition, on: missing):
        unknown.append(index)
        if rule.mode == .enforce, let end = Self.end(of: rule, withheld: withheld, passed: passed) { ends.insert(end) }
      case true? where Self.isExceptionOpen(of: rule, in: policy, &input, missing: missing):
        unknown.append(index)
        // Without the rule, those below it would have decided.
        if rule.mode == .enforce { ends.insert(passed) }
      default: break
      }
    }
  }

  func action(withholding: ReplayedDecision.Action) -> ReplayedDecision.Action {
    guard ends.count == 1, let end = ends.first else { return .unknown }
    return switch end {
    case .pass: .allow
    case .monitor: .monitor
    case .judge: .judge
    case .withhold: withholding
    }
  }

  private static func hangs(_ condition: Condition, on missing: RecordedCase.Missing) -> Bool {
    condition.leaves.contains(where: missing.concerns)
  }

  private static func isExceptionOpen(
    of rule: PolicyRule, in policy: PolicyDefinition, _ input: inout StageInput, missing: RecordedCase.Missing
  ) -> Bool {
    guard policy.exception(to: rule, &input) == nil else { return false }
    for exception in policy.exceptions where exception.stage == input.stage && exception.skip.contains(rule.id) {
      let matches = exception.match.holds(&input)
      if matches == false { continue }
      let exempts = exception.unless.map { $0.holds(&input) } ?? false
      if exempts == true { continue }
      let conditions = [exception.match] + (exception.unless.map { [$0] } ?? [])
      if conditions.contains(where: { hangs($0, on: missing) }) { return true }
    }
    return false
  }

  /// How a stage ends with a rule that fires; nil where it goes on.
  private static func end(of rule: PolicyRule, withheld: End, passed: End) -> End? {
    switch rule.action {
    case .allow: passed
    case .refuse: withheld
    case .judge: .judge
    case .redact, .rewrite, .annotate: rule.continues ? nil : passed
    }
  }
}
