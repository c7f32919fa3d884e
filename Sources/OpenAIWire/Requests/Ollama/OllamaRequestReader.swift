import NIOCore
import Taxonomy

/// Reads the top level of a request to Ollama's `/api/chat`.
///
/// Texts are what they are in a chat completion request (`ModelRequest`), in this dialect's places. A request without
/// messages has the server load a model, and is one that says nothing.
struct OllamaRequestReader: RequestReading {
  private let limits: RequestLimits
  private(set) var builder: ConversationBuilder
  private var model: String?
  /// What the protocol's default is.
  private var isStreaming = true
  private var messageCount = 0

  init(limits: RequestLimits, isTraced: Bool) {
    self.limits = limits
    builder = ConversationBuilder(limits: limits, isTraced: isTraced)
  }

  mutating func read(_ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .object else {
      throw ModelRequestFault(message: "the body must be a JSON object", param: nil, code: "invalid_type")
    }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      if let field = try OllamaField.table.unambiguousName(of: key, in: cursor) {
        try read(field, &cursor)
      } else {
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: nil, path: cursor.name(of: key))
      }
    }
  }

  func finish(body: ByteBuffer) throws(ModelRequestFault) -> ModelRequest {
    ModelRequest(
      dialect: .ollamaChat, model: model, isStreaming: isStreaming, includesUsage: false, choiceCount: 1, user: nil,
      conversation: Conversation(texts: builder.texts, messageCount: messageCount), unjudged: builder.unjudged,
      body: body)
  }

  private mutating func read(_ field: OllamaField, _ cursor: inout JSONCursor) throws {
    switch field {
    case .messages: try readMessages(&cursor)
    case .model: model = try cursor.readStringOrNull("model")
    case .stream: isStreaming = try cursor.readBoolOrNull("stream") ?? true
    case .tools: try readDefinitions(&cursor)
    case .options: try readOptions(&cursor)
    case .format:
      // `json`, or a schema.
      let filter = try cursor.peekType() == .string ? WordFilter.exceptIdentifiers : .schema
      try addWords(of: "format", filter, role: .definition, &cursor)
    case .think, .logprobs, .truncate, .shift, .keepAlive, .topLogprobs:
      try addWords(of: field.rawValue, .exceptIdentifiers, role: .unknown, &cursor)
    }
  }

  private mutating func readMessages(_ cursor: inout JSONCursor) throws {
    if try cursor.peekType() == .null { return try cursor.readNull() }
    guard try cursor.peekType() == .array else { throw ModelRequestFault.wrongType("messages", expected: "an array") }
    var scope = try cursor.enterArray()
    while try cursor.nextElement(&scope) {
      guard messageCount < limits.maxMessages else {
        throw ModelRequestFault.tooLarge("messages", "\(limits.maxMessages) entries")
      }
      var message = OllamaMessageReader(index: messageCount)
      try message.read(&cursor, into: &builder)
      messageCount += 1
    }
  }

  private mutating func readOptions(_ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .object else {
      return try addWords(of: "options", .everything, role: .unknown, &cursor)
    }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      if try OllamaOption.table.unambiguousName(of: key, in: cursor) == .stop {
        try addWords(of: "options.stop", .everything, role: .unknown, &cursor)
      } else {
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: nil, path: "options.\(cursor.name(of: key))")
      }
    }
  }

  /// Each definition is one text: its strings mean little apart.
  private mutating func readDefinitions(_ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .array else { return try addWords(of: "tools", .schema, role: .definition, &cursor) }
    var scope = try cursor.enterArray()
    var index = 0
    while try cursor.nextElement(&scope) {
      try addWords(of: "tools[\(index)]", .schema, role: .definition, &cursor)
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
