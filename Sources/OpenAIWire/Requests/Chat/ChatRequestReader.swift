import NIOCore
import Taxonomy

/// Reads a chat completion request's top level.
struct ChatRequestReader: RequestReading {
  private let limits: RequestLimits
  private(set) var builder: ConversationBuilder
  private var model: String?
  private var user: String?
  private var safetyIdentifier: String?
  private var isStreaming = false
  private var includesUsage = false
  private var choiceCount = 1
  private var messageCount: Int?

  init(limits: RequestLimits, isTraced: Bool) {
    self.limits = limits
    builder = ConversationBuilder(limits: limits, isTraced: isTraced)
  }

  mutating func read(_ cursor: inout JSONCursor) throws {
    var scope = try cursor.enterBody()
    while let key = try cursor.nextKey(&scope) {
      if let field = try ChatField.table.unambiguousName(of: key, in: cursor) {
        try read(field, &cursor)
      } else {
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: nil, path: cursor.name(of: key))
      }
    }
  }

  func finish(body: ByteBuffer) throws(ModelRequestFault) -> ModelRequest {
    guard let messageCount else { throw .missing("messages") }
    return ModelRequest(
      dialect: .chatCompletions, model: model, isStreaming: isStreaming, includesUsage: includesUsage,
      choiceCount: choiceCount, user: safetyIdentifier ?? user,
      conversation: Conversation(texts: builder.texts, messageCount: messageCount), unjudged: builder.unjudged,
      body: body)
  }

  private mutating func read(_ field: ChatField, _ cursor: inout JSONCursor) throws {
    switch field {
    case .messages: try readMessages(&cursor)
    case .model: model = try cursor.readStringOrNull("model")
    case .user: user = try cursor.readStringOrNull("user")
    case .stream: isStreaming = try cursor.readBoolOrNull("stream") ?? false
    case .n: choiceCount = try cursor.readChoiceCount(limit: limits.maxChoices) ?? 1
    case .streamOptions: includesUsage = try builder.readStreamOptions(&cursor)
    case .tools, .functions: try readDefinitions(field.rawValue, &cursor)
    case .responseFormat: try addWords(of: field.rawValue, .schema, role: .definition, &cursor)
    case .toolChoice, .functionCall: try addWords(of: field.rawValue, .exceptIdentifiers, role: .definition, &cursor)
    case .stop, .prediction, .metadata: try addWords(of: field.rawValue, .everything, role: .unknown, &cursor)
    // Names for the server's own books, and numbers of tokens.
    case .safetyIdentifier: safetyIdentifier = try cursor.readStringOrNull(field.rawValue)
    case .logitBias, .promptCacheKey: try cursor.skipValue()
    case .audio, .logprobs, .modalities, .moderation, .seed, .store, .temperature, .verbosity, .frequencyPenalty,
      .maxCompletionTokens, .maxTokens, .parallelToolCalls, .presencePenalty, .promptCacheOptions,
      .promptCacheRetention, .reasoningEffort, .serviceTier, .topLogprobs, .topP:
      try builder.addOption(field.rawValue, &cursor)
    }
  }

  private mutating func readMessages(_ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .array else { throw ModelRequestFault.wrongType("messages", expected: "an array") }
    var scope = try cursor.enterArray()
    var index = 0
    while try cursor.nextElement(&scope) {
      guard index < limits.maxMessages else {
        throw ModelRequestFault.tooLarge("messages", "\(limits.maxMessages) entries")
      }
      var message = MessageReader(index: index, firstText: builder.texts.count)
      try message.read(&cursor, into: &builder)
      index += 1
    }
    guard index > 0 else {
      throw ModelRequestFault(message: "`messages` must not be empty", param: "messages", code: "invalid_value")
    }
    messageCount = index
  }

  /// Each definition is one text: its strings mean little apart.
  private mutating func readDefinitions(_ name: String, _ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .array else { return try addWords(of: name, .schema, role: .definition, &cursor) }
    var scope = try cursor.enterArray()
    var index = 0
    while try cursor.nextElement(&scope) {
      try addWords(of: "\(name)[\(index)]", .schema, role: .definition, &cursor)
      index += 1
    }
  }

  private mutating func addWords(
    of path: String, _ filter: WordFilter, role: SpeakerRole, _ cursor: inout JSONCursor
  ) throws {
    let words = try cursor.readWords(filter)
    try builder.add(words, role: role, message: nil, path: path)
  }
}
