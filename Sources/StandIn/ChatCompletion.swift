/// A whole answer, as OpenAI's `chat.completion` object.
struct ChatCompletion: Encodable, Sendable {
  struct Message: Encodable, Sendable {
    let role = "assistant"
    let content: String

    enum CodingKeys: String, CodingKey {
      case role, content, refusal
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(role, forKey: .role)
      try container.encode(content, forKey: .content)
      // OpenAI's schema requires the field; the stand-in refuses in its content, as local models do.
      try container.encodeNil(forKey: .refusal)
    }
  }

  struct Choice: Encodable, Sendable {
    let index: Int
    let message: Message
    let finishReason = "stop"

    enum CodingKeys: String, CodingKey {
      case index, message, logprobs
      case finishReason = "finish_reason"
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(index, forKey: .index)
      try container.encode(message, forKey: .message)
      try container.encodeNil(forKey: .logprobs)
      try container.encode(finishReason, forKey: .finishReason)
    }
  }

  let id: String
  let object = "chat.completion"
  /// Seconds since 1970.
  let created: Int
  let model: String
  let choices: [Choice]
  let usage: Usage

  enum CodingKeys: CodingKey {
    case id, object, created, model, choices, usage
  }
}
