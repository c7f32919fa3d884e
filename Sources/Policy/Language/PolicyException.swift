import Taxonomy

/// What a deployment knows to be harmless: rules that do not count for texts that it matches.
struct PolicyException: Sendable, Equatable {
  /// Unique within the policy.
  var id: String
  /// Whose rules it narrows.
  var stage: Stage
  var match: Condition
  /// Where this is known to hold, the exception does not apply; nor where it is unknown whether it does.
  var unless: Condition?
  /// Ids of the rules that do not count; never one that is listed under `always`.
  var skip: [String]
  var mark: SourceMark
}
