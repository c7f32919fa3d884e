import OpenAIWire

/// What a request asks for.
enum Endpoint: String, CaseIterable, Sendable {
  case chatCompletions = "chat_completions"
  /// `/v1/models` and `/v1/models/{id}`: carry no words to a model.
  case models
  /// A path that the operator listed.
  case passThrough = "pass_through"

  /// Finds the endpoint of a path and method, or says why there is none.
  static func route(
    _ head: HTTPRequestHead, passThroughPaths: Set<String>
  ) -> Result<Endpoint, APIError> {
    if head.hasPath("/v1/chat/completions") {
      return head.method == .post
        ? .success(.chatCompletions) : .failure(.methodNotAllowed("only POST is answered here"))
    }
    let path = head.pathText
    if path == "/v1/models" || path.hasPrefix("/v1/models/") {
      return head.method == .get ? .success(.models) : .failure(.methodNotAllowed("only GET is answered here"))
    }
    if passThroughPaths.contains(path), head.method == .get || head.method == .post {
      return .success(.passThrough)
    }
    return .failure(.notFound("nothing is served at `\(path.prefix(200))`"))
  }
}
