/// A tool that a request offers.
struct ToolOffer: Sendable {
  let name: String
  /// The JSON schema of its arguments; null when it gives none.
  let parameters: JSONValue
}
