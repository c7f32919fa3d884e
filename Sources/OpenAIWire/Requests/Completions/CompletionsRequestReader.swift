import NIOCore
import Taxonomy

/// Reads a request to `/v1/completions`.
///
/// Prompts and `suffix` are the user's words, and all of the request is one message, so that all of it is judged whatever
/// the policy's `turns` are. Each prompt is a text of its own: they do not meet in the model. A `suffix` does meet each
/// of them, before and behind what the model fills in, so it is judged together with each, as text parts are.
///
/// With role `.unknown`: `stop`, options whose values are no plain identifiers, and every unknown field with its strings
/// (llama.cpp's `input_prefix`, `grammar` and `json_schema`, vLLM's `guided_regex`, ...). A prompt in token numbers or,
/// for vLLM, in encoded tensors is noted in `unjudged.tokens`.
struct CompletionsRequestReader: RequestReading {
  private let limits: RequestLimits
  private(set) var builder: ConversationBuilder
  private var prompts: TextInputsReader
  private var suffix = TracedText.empty
  private var model: String?
  private var user: String?
  private var isStreaming = false
  private var includesUsage = false
  private var choiceCount = 1

  init(limits: RequestLimits, isTraced: Bool) {
    self.limits = limits
    builder = ConversationBuilder(limits: limits, isTraced: isTraced, list: .prompt)
    prompts = TextInputsReader(field: CompletionField.prompt.rawValue, limits: limits)
  }

  mutating func read(_ cursor: inout JSONCursor) throws {
    var scope = try cursor.enterBody()
    while let key = try cursor.nextKey(&scope) {
      if let field = try CompletionField.table.unambiguousName(of: key, in: cursor) {
        try read(field, &cursor)
      } else {
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: nil, path: cursor.name(of: key))
      }
    }
    try addPrompts()
  }

  func finish(body: ByteBuffer) throws(ModelRequestFault) -> ModelRequest {
    // Without a prompt, the model begins a document of its own.
    let (answers, overflows) = max(1, prompts.count).multipliedReportingOverflow(by: choiceCount)
    guard !overflows, answers <= limits.maxAnswers else {
      throw ModelRequestFault(
        message: "`prompt` and `n` ask for more than \(limits.maxAnswers) answers", param: "prompt",
        code: "request_too_large")
    }
    return ModelRequest(
      dialect: .completions, model: model, isStreaming: isStreaming, includesUsage: includesUsage, choiceCount: answers,
      user: user, conversation: Conversation(texts: builder.texts, messageCount: 1), unjudged: builder.unjudged,
      body: body)
  }

  private mutating func read(_ field: CompletionField, _ cursor: inout JSONCursor) throws {
    switch field {
    case .prompt:
      if try cursor.peekType() == .null { try cursor.readNull() } else { try prompts.read(&cursor, into: &builder) }
    case .suffix: try readSuffix(&cursor)
    case .promptEmbeds: try readPromptEmbeds(&cursor)
    case .model: model = try cursor.readStringOrNull("model")
    case .user: user = try cursor.readStringOrNull("user")
    case .stream: isStreaming = try cursor.readBoolOrNull("stream") ?? false
    case .n: choiceCount = try cursor.readChoiceCount(limit: limits.maxChoices) ?? 1
    case .streamOptions: includesUsage = try builder.readStreamOptions(&cursor)
    case .stop:
      let words = try cursor.readWords(.everything)
      try builder.add(words, role: .unknown, message: nil, path: field.rawValue)
    case .echo, .logprobs, .seed, .temperature, .bestOf, .frequencyPenalty, .logitBias, .maxTokens, .presencePenalty,
      .topP:
      try builder.addOption(field.rawValue, &cursor)
    }
  }

  private mutating func readSuffix(_ cursor: inout JSONCursor) throws {
    switch try cursor.peekType() {
    case .string: suffix = cursor.words(try cursor.scanString())
    case .null: try cursor.readNull()
    default: throw ModelRequestFault.wrongType("suffix", expected: "a string")
    }
  }

  private mutating func readPromptEmbeds(_ cursor: inout JSONCursor) throws {
    let path = CompletionField.promptEmbeds.rawValue
    switch try cursor.peekType() {
    case .null: try cursor.readNull()
    case .array:
      builder.noteTokens(message: 0, path: path)
      var scope = try cursor.enterArray()
      while try cursor.nextElement(&scope) { try addTensor(path, &cursor) }
    default:
      builder.noteTokens(message: 0, path: path)
      try addTensor(path, &cursor)
    }
  }

  /// Takes encoded data; its words, should it be none.
  private mutating func addTensor(_ path: String, _ cursor: inout JSONCursor) throws {
    let words = try cursor.readEncoded()
    try builder.add(words, role: .unknown, message: 0, path: path)
  }

  /// Adds the prompts once all fields are read, since `suffix` may come after them.
  private mutating func addPrompts() throws {
    builder.trace?.prompts = prompts.strings.map(\.range)
    if prompts.strings.isEmpty { try builder.add(suffix, role: .user, message: 0, path: "suffix") }
    for prompt in prompts.strings {
      var texts = AdjoiningTexts()
      texts.take(prompt.words, path: prompt.path)
      texts.take(suffix, path: "suffix")
      try texts.add(to: &builder, role: .user, message: 0, path: prompt.path)
    }
  }
}
