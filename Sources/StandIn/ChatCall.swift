/// The fields of a chat completion request that the stand-in looks at; all others are ignored.
struct ChatCall: Decodable, Sendable {
  struct Message: Decodable, Sendable {
    let role: String
    let content: MessageContent?
  }

  struct StreamOptions: Decodable, Sendable {
    let includeUsage: Bool?

    enum CodingKeys: String, CodingKey {
      case includeUsage = "include_usage"
    }
  }

  let model: String?
  let messages: [Message]
  let stream: Bool?
  let streamOptions: StreamOptions?
  /// Answers asked for; at most `StandInLimits.choices`.
  let n: Int?

  enum CodingKeys: String, CodingKey {
    case model, messages, stream, n
    case streamOptions = "stream_options"
  }

  /// The words of the last user message; empty when there is none.
  var lastUserText: String { messages.last { $0.role == "user" }?.content?.text ?? "" }

  /// A token count in the stand-in's own measure: words parted by white space.
  var promptTokens: Int {
    messages.reduce(0) { $0 + ($1.content?.text.split(whereSeparator: \.isWhitespace).count ?? 0) }
  }
}
