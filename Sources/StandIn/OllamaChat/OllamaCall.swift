/// A request to Ollama's chat API.
struct OllamaCall: DialectCall {
  static let path = "/api/chat"
  static let name = "chat request"
  static let dialect = Dialect.ollama

  struct Message: Decodable, Sendable {
    let role: String
    let content: String?
  }

  struct Options: Decodable, Sendable {
    /// The most tokens of the answer; below 1 for no limit.
    let numPredict: Int?

    enum CodingKeys: String, CodingKey {
      case numPredict = "num_predict"
    }
  }

  let model: String
  let messages: [Message]?
  let tools: [FunctionTool]?
  /// A schema, or the word `json`.
  let format: JSONValue?
  let options: Options?
  /// On unless it is turned off.
  let stream: Bool?

  var question: Question {
    let last = messages?.last
    let limit = options?.numPredict ?? 0
    return Question(
      model: model, text: messages?.last { $0.role == "user" }?.content ?? "",
      system: (messages ?? []).filter { $0.role == "system" }.compactMap(\.content).joined(separator: "\n"),
      toolResult: last?.role == "tool" ? last?.content : nil, tools: tools?.compactMap(\.offer) ?? [],
      schema: format?.members == nil ? nil : format, wordLimit: limit < 1 ? nil : limit)
  }

  func answer(_ stamp: Stamp) throws -> CallAnswer {
    let renderer = OllamaRenderer(
      stamp: stamp, model: model, reply: try StandInSpeech.reply(to: question),
      promptTokens: (messages ?? []).reduce(0) { $0 + TextPieces.count($1.content ?? "") })
    return stream == false ? .whole(try renderer.whole()) : .streamed(.lines, try renderer.lines())
  }
}
