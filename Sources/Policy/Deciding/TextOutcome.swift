import Taxonomy

/// What the rules of a stage say of one text, before the texts of a request are put together.
struct TextOutcome {
  /// How it ended.
  enum End: Equatable {
    /// No rule settled the matter, or one that lets the text pass (its index) did.
    case passed(Int?)
    /// A rule refuses.
    case refused(Int)
    /// A guard model failed, and its `on_failure` refuses.
    case guardFailed(Int)
    /// A guard model has to be asked first.
    case pending(Int)
    /// No rule refused, and the classifier gave no score.
    case unjudged
  }

  var end: End = .passed(nil)
  /// Indices of the rules in `mode: monitor` that fired.
  var noted: [Int] = []
  /// Indices of the rules that fired and change or mark something, in their order.
  var changing: [Int] = []
  var question: GuardModel?
  /// Exceptions that kept a rule from counting: their ids, each once.
  var exceptions: [String] = []

  /// Tries rules in their order.
  ///
  /// - Parameter verdict: what a guard model said of this text; nil when it was not asked.
  static func of(
    _ rules: [PolicyRule], in policy: PolicyDefinition, _ input: inout StageInput,
    verdict: (String) -> GuardVerdict?
  ) -> TextOutcome {
    var outcome = TextOutcome()
    for index in rules.indices where rules[index].condition.holds(&input) == true {
      let rule = rules[index]
      if let exception = policy.exception(to: rule, &input) {
        if !outcome.exceptions.contains(exception) { outcome.exceptions.append(exception) }
        continue
      }
      if rule.mode == .monitor {
        outcome.noted.append(index)
        continue
      }
      switch rule.action {
      case .allow:
        outcome.end = .passed(index)
        return outcome
      case .refuse:
        outcome.end = .refused(index)
        return outcome
      case .redact, .rewrite, .annotate:
        outcome.changing.append(index)
        if !rule.continues { return outcome.settled(by: index, input) }
      case .judge(let name, _):
        switch verdict(name) {
        case .unsafe:
          outcome.end = .refused(index)
          return outcome
        case .failed where policy.guardModels[name]?.onFailure != .allow:
          outcome.end = .guardFailed(index)
          return outcome
        case .safe, .failed:
          if !rule.continues {
            outcome.end = .passed(index)
            return outcome
          }
        case nil:
          outcome.question = policy.guardModels[name]
          outcome.end = .pending(index)
          return outcome
        }
      }
    }
    return outcome.settled(by: nil, input)
  }

  private func settled(by index: Int?, _ input: StageInput) -> TextOutcome {
    var outcome = self
    // Whatever was changed: a text that was not judged is let through by `on_classifier_failure` alone.
    outcome.end = input.isJudged ? .passed(index) : .unjudged
    return outcome
  }
}

extension PolicyDefinition {
  /// The id of the first exception that keeps a rule from counting for a text; nil when it counts.
  func exception(to rule: PolicyRule, _ input: inout StageInput) -> String? {
    for exception in exceptions where exception.stage == input.stage && exception.skip.contains(rule.id) {
      guard exception.match.holds(&input) == true else { continue }
      if let unless = exception.unless, unless.holds(&input) != false { continue }
      return exception.id
    }
    return nil
  }
}
