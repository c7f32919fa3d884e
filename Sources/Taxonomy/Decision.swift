/// What a policy says at one stage, as a value: the action, the rules behind it, and whether it is enforced.
package struct Decision: Sendable, Equatable {
  /// What the rules ask for.
  package enum Action: String, CaseIterable, Codable, Sendable {
    case allow
    case refuse
  }

  /// Why the action was chosen.
  package enum Cause: String, CaseIterable, Codable, Sendable {
    /// A rule fired, or none did.
    case rules
    /// The classifier failed and `on_classifier_failure` decided.
    case classifierFailure = "classifier_failure"
  }

  package var stage: Stage
  package var action: Action
  package var cause: Cause
  /// Ids of the rules that fired, in their order.
  package var ruleIDs: [String]
  /// False in `mode: monitor`: the action is noted and not carried out.
  package var isEnforced: Bool
  /// Key of the message that a refusal shows; nil for `allow`.
  package var messageKey: String?

  package init(
    stage: Stage, action: Action, cause: Cause = .rules, ruleIDs: [String] = [], isEnforced: Bool = true,
    messageKey: String? = nil
  ) {
    self.stage = stage
    self.action = action
    self.cause = cause
    self.ruleIDs = ruleIDs
    self.isEnforced = isEnforced
    self.messageKey = messageKey
  }

  /// True when the client must not get the model's answer.
  package var withholds: Bool { action == .refuse && isEnforced }

  package static func allow(_ stage: Stage) -> Decision { Decision(stage: stage, action: .allow) }
}
