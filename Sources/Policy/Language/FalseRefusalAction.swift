/// What follows from a suspected false refusal.
package enum FalseRefusalAction: String, CaseIterable, Sendable {
  /// It is recorded.
  case record
  /// It is recorded, and the client is told in a header.
  case annotate
  /// The model is asked once more before anything reached the client, and the better answer is delivered.
  case retry
}
