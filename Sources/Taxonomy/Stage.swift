/// The side of the model on which a decision is made.
package enum Stage: String, CaseIterable, Codable, Sendable {
  /// Before generation, on the request.
  case prompt
  /// After generation, on the answer.
  case response
}
