/// A completion request of the older API, whose prompts are plain text.
struct CompletionCall: DialectCall {
  static let path = "/v1/completions"
  static let name = "completion request"
  static let dialect = Dialect.openAI

  let model: String?
  let prompt: TokenInput
  /// What follows the text to be inserted; the stand-in only counts it.
  let suffix: String?
  /// Whether each answer begins with its prompt.
  let echo: Bool?
  let stream: Bool?
  let streamOptions: ChatCall.StreamOptions?
  /// Answers to each prompt; at most `StandInLimits.choices`.
  let n: Int?
  let maxTokens: Int?

  enum CodingKeys: String, CodingKey {
    case model, prompt, suffix, echo, stream, n
    case streamOptions = "stream_options"
    case maxTokens = "max_tokens"
  }

  func answer(_ stamp: Stamp) throws -> CallAnswer {
    try CallFault.checkChoices(n ?? 1)
    try CallFault.checkWordLimit(maxTokens, field: "max_tokens")
    let texts = try choices()
    let renderer = CompletionRenderer(
      stamp: stamp, model: model ?? StandInSpeech.model, choices: texts, promptTokens: promptTokens)
    guard stream == true else { return .whole(renderer.whole()) }
    return .streamed(.events, renderer.chunks(includesUsage: streamOptions?.includeUsage == true))
  }

  /// Of each prompt `n`, in the order of the prompts.
  private func choices() throws -> [CompletionRenderer.Choice] {
    let unread = CompletionRenderer.Choice(echo: "", text: StandInSpeech.noTokens, isCut: false)
    let replies =
      switch prompt {
      case .text(let text): [try reply(to: text)]
      case .texts(let texts): try texts.map(reply)
      case .tokens: [unread]
      case .tokenLists(let lists): Array(repeating: unread, count: lists.count)
      }
    guard (1...StandInLimits.inputs).contains(replies.count) else {
      throw CallFault("`prompt` has to hold 1...\(StandInLimits.inputs) prompts", code: "bad_prompt")
    }
    return replies.flatMap { Array(repeating: $0, count: n ?? 1) }
  }

  private func reply(to prompt: String) throws -> CompletionRenderer.Choice {
    let question = Question(model: model ?? StandInSpeech.model, text: prompt, wordLimit: maxTokens)
    let reply = try StandInSpeech.reply(to: question)
    return .init(echo: echo == true ? prompt : "", text: reply.text, isCut: reply.isCut)
  }

  private var promptTokens: Int {
    prompt.tokenCount + TextPieces.count(suffix ?? "")
  }
}
