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
    /// No rule refused, and the classifier gave no score that a rule would have needed.
    case unjudged(SignalsFailure)
  }

  var end: End = .passed(nil)
  /// Index of the rule after which none was tried; nil when all were.
  var stop: Int?
  /// Indices of the rules in `mode: monitor` that fired.
  var noted: [Int] = []
  /// Indices of the rules that fired and did not settle the matter, or settled it and change or mark something, in their
  /// order.
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
    // Whether a rule might have fired, had the classifier not failed: then nothing below it lets the text pass, or a
    // failure would open what `on_classifier_failure` closes.
    var isUnsure = false
    for index in rules.indices {
      // Most rules do not hold: nothing of them is copied before it is known.
      guard let holds = rules[index].condition.holds(&input) else {
        if rules[index].mode == .enforce { isUnsure = true }
        continue
      }
      guard holds else { continue }
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
      case .allow: return outcome.passed(by: index, isUnsure: isUnsure, input)
      case .refuse:
        return outcome.ended(.refused(index), at: index)
      case .redact, .rewrite, .annotate:
        outcome.changing.append(index)
        if !rule.continues { return outcome.settled(by: index, input) }
      case .judge(let name, _):
        switch verdict(name) {
        case .unsafe:
          return outcome.ended(.refused(index), at: index)
        case .failed where policy.guardModels[name]?.onFailure != .allow:
          return outcome.ended(.guardFailed(index), at: index)
        case .safe, .failed:
          if !rule.continues { return outcome.passed(by: index, isUnsure: isUnsure, input) }
          outcome.changing.append(index)
        case nil:
          outcome.question = policy.guardModels[name]
          return outcome.ended(.pending(index), at: index)
        }
      }
    }
    return outcome.settled(by: nil, input)
  }

  /// Where a rule lets the text pass, whatever it does not look at.
  private func passed(by index: Int, isUnsure: Bool, _ input: StageInput) -> TextOutcome {
    isUnsure ? settled(by: index, input) : ended(.passed(index), at: index)
  }

  private func settled(by index: Int?, _ input: StageInput) -> TextOutcome {
    // Whatever was changed: a text that was not judged is let through by `on_classifier_failure` and `on_overload`
    // alone.
    ended(input.isJudged ? .passed(index) : .unjudged(input.failure), at: index)
  }

  private func ended(_ end: End, at index: Int?) -> TextOutcome {
    var outcome = self
    outcome.end = end
    outcome.stop = index
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
