import Taxonomy

/// One rule of a stage.
struct PolicyRule: Sendable, Equatable {
  /// Unique within its stage.
  var id: String
  var condition: Condition
  var action: Decision.Action
  /// Key into the messages; nil for `allow`.
  var messageKey: String?
  /// `monitor`: noted when it fires, and the rules after it still decide.
  var mode: PolicyMode
}
