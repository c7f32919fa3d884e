import NIOCore
import Taxonomy

/// Reads the top level of a request to Anthropic's `/v1/messages` (API version 2023-06-01).
///
/// Texts are what they are in a chat completion request (`ModelRequest`), in this dialect's places: `system` has role
/// `.system`, what tools said has role `.tool` in whoever's message it is, and the input of a called tool is one text,
/// its JSON. Encrypted and encoded values (`signature`, `data`, ...) are no texts while they have no spaces.
struct AnthropicRequestReader: RequestReading {
  private let limits: RequestLimits
  private(set) var builder: ConversationBuilder
  private var model: String?
  private var user: String?
  private var isStreaming = false
  private var messageCount: Int?

  init(limits: RequestLimits, isTraced: Bool) {
    self.limits = limits
    builder = ConversationBuilder(limits: limits, isTraced: isTraced)
  }

  mutating func read(_ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .object else {
      throw ModelRequestFault(message: "the body must be a JSON object", param: nil, code: "invalid_type")
    }
    var scope = try cursor.enterObject()
    builder.trace?.instructions = ConversationTrace.InstructionField(
      key: AnthropicField.system.rawValue, bodyStart: cursor.position)
    while let key = try cursor.nextKey(&scope) {
      if let field = try AnthropicField.table.unambiguousName(of: key, in: cursor) {
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
      dialect: .anthropicMessages, model: model, isStreaming: isStreaming, includesUsage: false, choiceCount: 1,
      user: user, conversation: Conversation(texts: builder.texts, messageCount: messageCount),
      unjudged: builder.unjudged, body: body)
  }

  private mutating func read(_ field: AnthropicField, _ cursor: inout JSONCursor) throws {
    switch field {
    case .messages: try readMessages(&cursor)
    case .system: try readSystem(&cursor)
    case .model: model = try cursor.readStringOrNull("model")
    case .stream: isStreaming = try cursor.readBoolOrNull("stream") ?? false
    case .metadata, .outputConfig: try readOptions(field.rawValue, &cursor)
    case .mcpServers: try readServers(&cursor)
    case .tools: try readDefinitions(&cursor)
    case .outputFormat: try addWords(of: field.rawValue, .schema, role: .definition, &cursor)
    case .toolChoice, .container: try addWords(of: field.rawValue, .exceptIdentifiers, role: .definition, &cursor)
    case .stopSequences: try addWords(of: field.rawValue, .everything, role: .unknown, &cursor)
    case .thinking, .temperature, .speed, .diagnostics, .maxTokens, .topK, .topP, .serviceTier, .cacheControl,
      .contextManagement, .inferenceGeo, .userProfileID, .workspaceID:
      try addWords(of: field.rawValue, .exceptIdentifiers, role: .unknown, &cursor)
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
      var message = AnthropicMessageReader(index: index)
      try message.read(&cursor, into: &builder)
      index += 1
    }
    guard index > 0 else {
      throw ModelRequestFault(message: "`messages` must not be empty", param: "messages", code: "invalid_value")
    }
    messageCount = index
  }

  private mutating func readSystem(_ cursor: inout JSONCursor) throws {
    let type = try cursor.peekType()
    let start = cursor.position
    switch type {
    case .null: try cursor.readNull()
    case .string: try addWords(of: "system", .everything, role: .system, &cursor)
    case .array:
      var blocks = AnthropicBlocksReader(message: nil, role: .system)
      try blocks.readBlocks("system", &cursor, &builder)
      builder.trace?.instructions?.kind = .blocks(isEmpty: cursor.isEmptyArray(from: start))
    default: throw ModelRequestFault.wrongType("system", expected: "a string or an array")
    }
    builder.trace?.instructions?.value = start..<cursor.position
    if type == .string { builder.trace?.instructions?.kind = .string }
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

  private mutating func readServers(_ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .array else { return try readOptions("mcp_servers", &cursor) }
    var scope = try cursor.enterArray()
    var index = 0
    while try cursor.nextElement(&scope) {
      try readOptions("mcp_servers[\(index)]", &cursor)
      index += 1
    }
  }

  /// Reads `metadata`, `output_config`, or a server.
  private mutating func readOptions(_ path: String, _ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .object else {
      return try addWords(of: path, .everything, role: .unknown, &cursor)
    }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      let field = try AnthropicOptionField.table.unambiguousName(of: key, in: cursor)
      let place = "\(path).\(cursor.name(of: key))"
      switch field {
      case .userID where path == "metadata": user = try cursor.readStringOrNull(place)
      case .format where path == "output_config": try addWords(of: place, .schema, role: .definition, &cursor)
      case .url, .authorizationToken:
        try builder.add(try cursor.readEncoded(), role: .unknown, message: nil, path: place)
      case .effort, .userID, .format: try addWords(of: place, .exceptIdentifiers, role: .unknown, &cursor)
      case nil where path == "metadata": try addWords(of: place, .everything, role: .unknown, &cursor)
      case nil: try addWords(of: place, .exceptIdentifiers, role: .unknown, &cursor)
      }
    }
  }

  private mutating func addWords(
    of path: String, _ filter: WordFilter, role: SpeakerRole, _ cursor: inout JSONCursor
  ) throws {
    let words = try cursor.readWords(filter)
    try builder.add(words, role: role, message: nil, path: path)
  }
}
