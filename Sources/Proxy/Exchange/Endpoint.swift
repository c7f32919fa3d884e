import OpenAIWire

/// What a request asks for.
enum Endpoint: Hashable, Sendable {
  /// To a model, in one of the dialects: judged.
  case model(Dialect)
  /// Which models there are: `/v1/models`, `/v1/models/{id}` and Ollama's `/api/tags`. Carries no words to a model.
  case models
  /// What an app says of a decision afterwards: `/v1/feedback`. Answered by the proxy, and no words to a model.
  case feedback
  /// A path that the operator listed.
  case passThrough

  /// The word for it in metrics, logs and routes.
  var word: String {
    switch self {
    case .model(let dialect): dialect.rawValue
    case .models: "models"
    case .feedback: "feedback"
    case .passThrough: "pass_through"
    }
  }

  /// Finds the endpoint of a path and method, or says why there is none.
  static func route(
    _ head: HTTPRequestHead, passThroughPaths: Set<String>
  ) -> Result<Endpoint, APIError> {
    if let dialect = Dialect(pathOf: head) {
      return head.method == .post
        ? .success(.model(dialect)) : .failure(.methodNotAllowed("only POST is answered here"))
    }
    let path = head.pathText
    if path == JudgedPath.feedback {
      return head.method == .post ? .success(.feedback) : .failure(.methodNotAllowed("only POST is answered here"))
    }
    if path == "/v1/models" || path.hasPrefix("/v1/models/") || path == "/api/tags" {
      return head.method == .get ? .success(.models) : .failure(.methodNotAllowed("only GET is answered here"))
    }
    if passThroughPaths.contains(path), head.method == .get || head.method == .post {
      return .success(.passThrough)
    }
    return .failure(.notFound("nothing is served at `\(path.prefix(200))`"))
  }
}

extension Dialect {
  /// The dialect that is spoken at a request's path; nil where none is.
  init?(pathOf head: HTTPRequestHead) {
    guard let dialect = Self.allCases.first(where: { head.hasPath($0.path) }) else { return nil }
    self = dialect
  }
}
