/// What a client says to a model, and in which protocol; the raw value is the word for it in policies and metrics.
///
/// A request goes upstream in the dialect in which it came: llama.cpp's server, vLLM and Ollama speak all of these.
package enum Dialect: String, CaseIterable, Sendable {
  /// OpenAI's `/v1/chat/completions`.
  case chatCompletions = "chat_completions"
  /// OpenAI's `/v1/completions`.
  case completions
  /// OpenAI's `/v1/responses`.
  case responses
  /// OpenAI's `/v1/embeddings`: nothing is generated.
  case embeddings
  /// OpenAI's `/v1/moderations`: answered by the proxy itself, never forwarded.
  case moderations
  /// Anthropic's `/v1/messages`.
  case anthropicMessages = "anthropic_messages"
  /// Ollama's `/api/chat`.
  case ollamaChat = "ollama_chat"

  /// The path that requests are sent to.
  package var path: StaticString {
    switch self {
    case .chatCompletions: "/v1/chat/completions"
    case .completions: "/v1/completions"
    case .responses: "/v1/responses"
    case .embeddings: "/v1/embeddings"
    case .moderations: "/v1/moderations"
    case .anthropicMessages: "/v1/messages"
    case .ollamaChat: "/api/chat"
    }
  }

  /// Whether a model writes text in answer, which has to be judged.
  package var generatesText: Bool {
    switch self {
    case .chatCompletions, .completions, .responses, .anthropicMessages, .ollamaChat: true
    case .embeddings, .moderations: false
    }
  }

  /// Whether events of a streamed answer say again what events before them said.
  package var repeatsItself: Bool { self == .responses }

  /// Whether a stream's end stands apart from its choices (`data: [DONE]`), so that it is upstream's also when they are
  /// withheld.
  package var endsApart: Bool { self == .chatCompletions || self == .completions }

  /// How the events of a streamed answer are told apart.
  package var framing: StreamFraming { self == .ollamaChat ? .jsonLines : .serverSentEvents }
}

/// How the events of a streamed answer are told apart.
package enum StreamFraming: Sendable {
  /// `text/event-stream` (WHATWG HTML, section 9.2).
  case serverSentEvents
  /// `application/x-ndjson`: one JSON document a line.
  case jsonLines

  package var contentType: StaticString {
    switch self {
    case .serverSentEvents: "text/event-stream"
    case .jsonLines: "application/x-ndjson"
    }
  }
}
