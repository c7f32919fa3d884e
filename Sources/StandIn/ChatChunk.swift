/// A piece of a streamed answer, as OpenAI's `chat.completion.chunk` object.
struct ChatChunk: Encodable, Sendable {
  struct Delta: Encodable, Sendable {
    var role: String?
    var content: String?
  }

  struct Choice: Encodable, Sendable {
    let index: Int
    let delta: Delta
    let finishReason: String?

    enum CodingKeys: String, CodingKey {
      case index, delta
      case finishReason = "finish_reason"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(index, forKey: .index)
      try container.encode(delta, forKey: .delta)
      // Required by the schema, null until the last chunk.
      try container.encode(finishReason, forKey: .finishReason)
    }
  }

  let id: String
  let object = "chat.completion.chunk"
  /// Seconds since 1970.
  let created: Int
  let model: String
  let choices: [Choice]
  /// Only in the last chunk, and only when it was asked for.
  let usage: Usage?

  enum CodingKeys: CodingKey {
    case id, object, created, model, choices, usage
  }
}
