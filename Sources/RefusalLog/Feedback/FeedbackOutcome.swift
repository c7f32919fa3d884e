/// What became of a feedback.
package enum FeedbackOutcome: String, Sendable, Equatable {
  /// The first of its app on this decision.
  case opened
  /// The app had said something else before, which this replaces.
  case changed
  /// The app had said the same before.
  case unchanged
  /// The decision is one of another app, or of no proxy at all.
  case unknown
}
