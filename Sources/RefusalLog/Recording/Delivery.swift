/// What the client got in the end.
package enum Delivery: String, CaseIterable, Codable, Sendable {
  /// An answer to its end: the model's, or the policy's message in its place.
  case complete
  /// The beginning of the model's answer, then the policy's message.
  case cut
  /// The client went away before the end.
  case clientGone = "client_gone"
  /// The upstream failed before the end, so the client got an error.
  case upstreamFailed = "upstream_failed"
}
