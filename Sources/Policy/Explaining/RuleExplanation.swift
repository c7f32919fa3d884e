/// One rule of a stage for one text: what it looked at, and what came of it.
package struct RuleExplanation: Sendable, Equatable {
  /// What came of a rule.
  package enum Result: String, Sendable, Encodable {
    /// It settled the matter.
    case decided
    /// It changed or marked something, and the rules below were tried.
    case fired
    /// It fired in `mode: monitor`: noted, and the rules below decided.
    case noted
    /// A guard model would have to be asked.
    case asks
    /// Its condition does not hold.
    case notMet = "not_met"
    /// It is unknown whether its condition holds, so it did not fire.
    case unknown
    /// Its condition holds, and an exception kept it from counting.
    case skipped
    /// A rule above had settled the matter.
    case notTried = "not_tried"
  }

  package var id: String
  /// The action in the words of policy files, with what belongs to it.
  package var action: String
  /// Whether it is listed under `always`.
  package var isAlways: Bool
  /// Whether it is in `mode: monitor` itself.
  package var isMonitored: Bool
  package var result: Result
  package var condition: ConditionTrace
  /// The exceptions that name it, in their order.
  package var exceptions: [ExceptionExplanation]
  /// Where the rule stands.
  package var place: String
}

/// An exception for one text: whether it keeps a rule from counting.
package struct ExceptionExplanation: Sendable, Equatable {
  package var id: String
  package var match: ConditionTrace
  package var unless: ConditionTrace?
  /// Whether it applies to the text: `match` is known to hold, and `unless` known not to.
  package var applies: Bool
}

extension ExceptionExplanation: Encodable {}

extension RuleExplanation: Encodable {
  private enum CodingKeys: String, CodingKey {
    case id, action, result, condition, exceptions, place
    case isAlways = "always"
    case isMonitored = "monitor"
  }
}
