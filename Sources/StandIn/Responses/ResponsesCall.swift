/// A request to OpenAI's responses API.
struct ResponsesCall: DialectCall {
  static let path = "/v1/responses"
  static let name = "response request"
  static let dialect = Dialect.openAI

  let model: String?
  let input: ResponsesInput?
  let instructions: JSONValue?
  let stream: Bool?
  let maxOutputTokens: Int?
  let tools: [JSONValue]?
  let toolChoice: ToolChoice?
  let text: JSONValue?
  let metadata: JSONValue?

  enum CodingKeys: String, CodingKey {
    case model, input, instructions, stream, tools, text, metadata
    case maxOutputTokens = "max_output_tokens"
    case toolChoice = "tool_choice"
  }

  var question: Question {
    let offers = (tools ?? []).compactMap { tool in
      tool["type"].text == "function"
        ? tool["name"].text.map { ToolOffer(name: $0, parameters: tool["parameters"]) } : nil
    }
    return Question(
      model: model ?? StandInSpeech.model, text: input?.lastUserText ?? "",
      system: "\(instructions?.text ?? "")\n\(input?.systemText ?? "")", toolResult: input?.toolResult, tools: offers,
      toolChoice: toolChoice ?? .free, schema: text?["format"].members?["schema"], wordLimit: maxOutputTokens)
  }

  func answer(_ stamp: Stamp) throws -> CallAnswer {
    try CallFault.checkWordLimit(maxOutputTokens, field: "max_output_tokens")
    let question = question
    let renderer = ResponsesRenderer(
      stamp: stamp, reply: try StandInSpeech.reply(to: question), inputTokens: inputTokens,
      echoed: [
        "model": .string(question.model), "instructions": instructions ?? nil, "metadata": metadata ?? [:],
        "max_output_tokens": maxOutputTokens.map(JSONValue.int) ?? nil, "text": text ?? ["format": ["type": "text"]],
        "tools": .array((tools ?? []).map(Self.shown)), "tool_choice": Self.shown(toolChoice ?? .free),
      ])
    return stream == true
      ? .streamed(.namedEvents, try renderer.events()) : .whole(try renderer.whole())
  }

  private var inputTokens: Int { (input?.tokens ?? 0) + TextPieces.count(instructions?.text ?? "") }

  /// A function as the API gives it back, with the fields that requests may leave out.
  private static func shown(_ tool: JSONValue) -> JSONValue {
    guard tool["type"].text == "function", let members = tool.members else { return tool }
    return .object(["strict": true, "parameters": nil].merging(members) { $1 })
  }

  private static func shown(_ choice: ToolChoice) -> JSONValue {
    switch choice {
    case .free: "auto"
    case .never: "none"
    case .always: "required"
    case .named(let name): ["type": "function", "name": .string(name)]
    }
  }
}
