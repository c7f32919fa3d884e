/// What the rules of a stage say of some signals, before a mode is applied.
struct RuleOutcome {
  /// Index of the first enforced rule that fired: the one that decides.
  var deciding: Int?
  /// Indices of the rules in `mode: monitor` that fired before it.
  var noted: [Int] = []

  /// Evaluates the rules in their order; pure, and allocates only when a rule in `mode: monitor` fires.
  static func of(_ rules: [PolicyRule], _ signals: StageSignals) -> RuleOutcome {
    var outcome = RuleOutcome()
    for index in rules.indices where rules[index].condition.holds(signals) == true {
      guard rules[index].mode == .monitor else {
        outcome.deciding = index
        break
      }
      outcome.noted.append(index)
    }
    return outcome
  }
}
