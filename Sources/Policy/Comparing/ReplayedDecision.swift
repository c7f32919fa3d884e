package import Taxonomy

/// What a policy says of recorded traffic.
package struct ReplayedDecision: Sendable, Equatable {
  /// What would be done.
  package enum Action: String, CaseIterable, Sendable, Encodable {
    /// Nothing withheld. To a prompt that was refused at the time there is no answer, which could still be cut.
    case allow
    /// A rule would withhold something, and is only being monitored.
    case monitor
    /// A guard model would be asked.
    case judge
    /// The prompt would be refused.
    case refuse
    /// The answer would be withheld.
    case cut
    /// It hangs on what the record does not hold.
    case unknown
  }

  package var action: Action
  /// The stage that decided.
  package var stage: Stage
  /// Ids of the rules of that stage that would fire, in their order.
  package var ruleIDs: [String]
  /// Rules that were reached and of which the record does not tell whether they would fire: stage and id.
  package var unknownRules: [String]
  /// Whether the answer would be a suspected false refusal.
  package var isSuspectedFalseRefusal: Bool
}
