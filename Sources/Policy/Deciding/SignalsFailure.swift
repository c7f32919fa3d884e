/// Why there are no scores for a text: which key of the policy says what follows.
package enum SignalsFailure: Sendable, Equatable, CaseIterable {
  /// The classifier failed, or was too slow: `on_classifier_failure`.
  case failed
  /// The text was not taken in, since too many wait to be judged: `on_overload`.
  case overloaded
}
