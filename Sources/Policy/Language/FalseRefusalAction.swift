/// What follows from a suspected false refusal.
package enum FalseRefusalAction: String, CaseIterable, Sendable {
  /// It is recorded.
  case record
  /// It is recorded, and the client is told in a header.
  case annotate
}
