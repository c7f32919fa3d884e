import Taxonomy

/// When an answer is a suspected false refusal, and what follows.
struct FalseRefusalRule: Sendable, Equatable {
  /// Kinds of refusal that count; never `none`.
  var kinds: [RefusalKind]
  /// The harm of the prompt.
  var promptHarm: ScoreRange
  var action: FalseRefusalAction
}

/// What follows from a suspected false refusal.
package enum FalseRefusalAction: String, CaseIterable, Sendable {
  /// It is recorded.
  case record
  /// It is recorded, and the client is told in a header.
  case annotate
}
