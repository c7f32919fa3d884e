/// What routes and conditions may know of a request beside its texts.
package struct RouteFacts: Sendable {
  /// The words of all endpoints whose requests are judged.
  package static let endpoints = [
    "chat_completions", "completions", "responses", "embeddings", "moderations", "anthropic_messages", "ollama_chat",
  ]

  package var app: String
  /// Public id of the key; nil where no keys are asked for.
  package var keyID: String?
  /// The model that is asked for, as the request names it.
  package var model: String?
  /// One of `endpoints`.
  package var endpoint: String
  /// A header's value by its lower-case name; nil where it is not given, or given twice.
  package var header: @Sendable (String) -> String?

  package init(
    app: String = "local", keyID: String? = nil, model: String? = nil, endpoint: String = "chat_completions",
    header: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.app = app
    self.keyID = keyID
    self.model = model
    self.endpoint = endpoint
    self.header = header
  }
}
