/// An error in OpenAI's shape.
struct StandInError: Encodable, Sendable {
  struct Body: Encodable, Sendable {
    let message: String
    let type = "invalid_request_error"
    let code: String

    enum CodingKeys: CodingKey {
      case message, type, code, param
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(message, forKey: .message)
      try container.encode(type, forKey: .type)
      try container.encode(code, forKey: .code)
      try container.encodeNil(forKey: .param)
    }
  }

  let error: Body

  init(_ message: String, code: String) {
    error = Body(message: message, code: code)
  }
}
