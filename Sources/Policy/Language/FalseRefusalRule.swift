import Taxonomy

/// When an answer is a suspected false refusal, and what follows.
struct FalseRefusalRule: Sendable, Equatable {
  /// Kinds of refusal that count; never `none`.
  var kinds: [RefusalKind]
  /// The harm of the prompt.
  var promptHarm: ScoreRange
  var action: FalseRefusalAction
  /// With `retry` only, and then something is in it.
  var retry: RetryRequest?
}
