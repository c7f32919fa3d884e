/// A request to Anthropic's messages API.
struct MessagesCall: DialectCall {
  static let path = "/v1/messages"
  static let name = "messages request"
  static let dialect = Dialect.anthropic

  struct Tool: Decodable, Sendable {
    let name: String
    let inputSchema: JSONValue?

    enum CodingKeys: String, CodingKey {
      case name
      case inputSchema = "input_schema"
    }
  }

  let model: String?
  let messages: [MessagesTurn]
  let system: TextContent?
  /// Required, as in Anthropic's own API.
  let maxTokens: Int
  let stream: Bool?
  let tools: [Tool]?
  let toolChoice: ToolChoice?

  enum CodingKeys: String, CodingKey {
    case model, messages, system, stream, tools
    case maxTokens = "max_tokens"
    case toolChoice = "tool_choice"
  }

  var question: Question {
    let offers = (tools ?? []).map { ToolOffer(name: $0.name, parameters: $0.inputSchema ?? nil) }
    return Question(
      model: model ?? StandInSpeech.model, text: messages.last { $0.role == "user" }?.text ?? "",
      system: system?.text ?? "",
      toolResult: messages.last?.toolResult, tools: offers, toolChoice: toolChoice ?? .free, wordLimit: maxTokens)
  }

  func answer(_ stamp: Stamp) throws -> CallAnswer {
    try CallFault.checkWordLimit(maxTokens, field: "max_tokens")
    let question = question
    let renderer = MessagesRenderer(
      stamp: stamp, model: question.model, reply: try StandInSpeech.reply(to: question),
      inputTokens: messages.reduce(TextPieces.count(system?.text ?? "")) { $0 + TextPieces.count($1.text) })
    return stream == true
      ? .streamed(.namedEvents, try renderer.events()) : .whole(try renderer.whole())
  }
}
