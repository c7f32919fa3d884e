/// A chat completion request.
struct ChatCall: DialectCall {
  static let path = "/v1/chat/completions"
  static let name = "chat completion request"
  static let dialect = Dialect.openAI

  struct Message: Decodable, Sendable {
    let role: String
    let content: TextContent?
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
  let maxTokens: Int?
  let maxCompletionTokens: Int?
  let tools: [FunctionTool]?
  let toolChoice: ToolChoice?
  let responseFormat: JSONValue?

  enum CodingKeys: String, CodingKey {
    case model, messages, stream, n, tools
    case streamOptions = "stream_options"
    case maxTokens = "max_tokens"
    case maxCompletionTokens = "max_completion_tokens"
    case toolChoice = "tool_choice"
    case responseFormat = "response_format"
  }

  var question: Question {
    let last = messages.last
    return Question(
      model: model ?? StandInSpeech.model,
      text: messages.last { $0.role == "user" }?.content?.text ?? "",
      system: messages.filter { $0.role == "system" || $0.role == "developer" }.compactMap(\.content?.text)
        .joined(separator: "\n"),
      toolResult: last?.role == "tool" ? last?.content?.text : nil,
      tools: tools?.compactMap(\.offer) ?? [], toolChoice: toolChoice ?? .free,
      schema: responseFormat?["json_schema"].members?["schema"], wordLimit: maxCompletionTokens ?? maxTokens)
  }

  func answer(_ stamp: Stamp) throws -> CallAnswer {
    try CallFault.checkChoices(n ?? 1)
    try CallFault.checkWordLimit(maxCompletionTokens ?? maxTokens, field: "max_tokens")
    let question = question
    let renderer = ChatRenderer(
      stamp: stamp, model: question.model, reply: try StandInSpeech.reply(to: question), choices: n ?? 1,
      promptTokens: messages.reduce(0) { $0 + TextPieces.count($1.content?.text ?? "") })
    guard stream == true else { return .whole(try renderer.whole()) }
    return .streamed(.events, try renderer.chunks(includesUsage: streamOptions?.includeUsage == true))
  }
}
