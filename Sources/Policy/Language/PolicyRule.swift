import Taxonomy

/// One rule of a stage.
struct PolicyRule: Sendable, Equatable {
  /// Unique within its stage.
  var id: String
  var condition: Condition
  var action: RuleAction
  /// `monitor`: noted when it fires, and the rules after it still decide.
  var mode: PolicyMode
  /// Whether the rules after it are tried when it fired and did not settle the matter.
  var continues: Bool
  /// The file that states it, which is another one than the policy's where it is inherited.
  var file: String
  var mark: SourceMark
}
