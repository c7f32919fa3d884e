import NIOCore
import Taxonomy

/// Reads a request to `/v1/responses`.
///
/// # What the conversation holds
///
/// Every string at any depth, but for constants that look like constants (identifiers of at most 64 bytes), encoded
/// media and `encrypted_content` (visible ASCII without spaces), and names of the app's own (`model`, `user`,
/// `safety_identifier`, `prompt_cache_key`).
///
/// - `input`: a string is item 0, the user's. Of items, a message's words are its role's; calls of tools, reasoning and
///   summaries of earlier turns are the assistant's; outputs of tools, also those within the item of the call, are a
///   tool's; definitions of tools that an item brings are `.definition`; the reason given for an approval is the
///   user's. Parts of one content are judged as one text, as in chat (`AdjoiningTexts`), and arguments of calls also as
///   the reading of their escapes. An item of unknown type is noted as unknown, and all its words are `.unknown`.
/// - `instructions`: role `.system`. `prompt.variables`: role `.user`, each a text of its own.
/// - Each of `tools`, `text.format` and `tool_choice`: role `.definition`, descriptions of servers, grammars and
///   filters among them.
/// - `metadata` and unknown fields: role `.unknown`.
///
/// # What is not there
///
/// `previous_response_id`, `conversation`, `item_reference` and `prompt.id` name what is kept at the server. What they
/// refer to was judged when it was said through the proxy; it is not judged again, and what was stored there past the
/// proxy is not judged at all. `background` is refused: its answer is fetched later, by a request that no policy sees.
struct ResponsesRequestReader: RequestReading {
  private let limits: RequestLimits
  private(set) var builder: ConversationBuilder
  private var model: String?
  private var user: String?
  private var safetyIdentifier: String?
  private var isStreaming = false
  private var itemCount = 0
  /// Whether anything is said, here or in what the server keeps.
  private var hasInput = false

  init(limits: RequestLimits, isTraced: Bool) {
    self.limits = limits
    builder = ConversationBuilder(limits: limits, isTraced: isTraced, list: .input)
  }

  mutating func read(_ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .object else {
      throw ModelRequestFault(message: "the body must be a JSON object", param: nil, code: "invalid_type")
    }
    var scope = try cursor.enterObject()
    builder.trace?.instructions = ConversationTrace.InstructionField(
      key: ResponsesField.instructions.rawValue, value: nil, bodyStart: cursor.position)
    while let key = try cursor.nextKey(&scope) {
      if let field = try ResponsesField.table.unambiguousName(of: key, in: cursor) {
        try read(field, &cursor)
      } else {
        let words = try cursor.readWords(of: key)
        try builder.addUnknown(words, message: nil, path: cursor.name(of: key))
      }
    }
  }

  func finish(body: ByteBuffer) throws(ModelRequestFault) -> ModelRequest {
    guard hasInput else { throw .missing("input") }
    return ModelRequest(
      dialect: .responses, model: model, isStreaming: isStreaming, includesUsage: false, choiceCount: 1,
      user: safetyIdentifier ?? user,
      conversation: Conversation(texts: builder.texts, messageCount: itemCount), unjudged: builder.unjudged,
      body: body)
  }

  private mutating func read(_ field: ResponsesField, _ cursor: inout JSONCursor) throws {
    switch field {
    case .input: try readInput(&cursor)
    case .instructions: try readInstructions(&cursor)
    case .model: model = try cursor.readStringOrNull("model")
    case .user: user = try cursor.readStringOrNull("user")
    case .stream: isStreaming = try cursor.readBoolOrNull("stream") ?? false
    case .background: try readBackground(&cursor)
    case .prompt: try readPrompt(&cursor)
    case .tools: try readTools(&cursor)
    case .text: try readText(&cursor)
    case .toolChoice: try addWords(of: field.rawValue, .exceptIdentifiers, role: .definition, &cursor)
    case .metadata: try addWords(of: field.rawValue, .everything, role: .unknown, &cursor)
    case .safetyIdentifier: safetyIdentifier = try cursor.readStringOrNull(field.rawValue)
    case .promptCacheKey: _ = try cursor.readStringOrNull(field.rawValue)
    case .previousResponseID, .conversation:
      if try cursor.peekType() != .null { hasInput = true }
      try addWords(of: field.rawValue, .exceptIdentifiers, role: .unknown, &cursor)
    case .include, .moderation, .reasoning, .store, .temperature, .truncation, .contextManagement, .maxOutputTokens,
      .maxToolCalls, .parallelToolCalls, .promptCacheOptions, .promptCacheRetention, .serviceTier, .streamOptions,
      .topLogprobs, .topP:
      try addWords(of: field.rawValue, .exceptIdentifiers, role: .unknown, &cursor)
    }
  }

  private mutating func readInput(_ cursor: inout JSONCursor) throws {
    switch try cursor.peekType() {
    case .null: return try cursor.readNull()
    case .string:
      try builder.add(cursor.words(try cursor.scanString()), role: .user, message: 0, path: "")
      itemCount = 1
    case .array:
      var scope = try cursor.enterArray()
      while try cursor.nextElement(&scope) {
        guard itemCount < limits.maxMessages else {
          throw ModelRequestFault.tooLarge("input", "\(limits.maxMessages) items")
        }
        var item = InputItemReader(index: itemCount, firstText: builder.texts.count)
        try item.read(&cursor, into: &builder)
        itemCount += 1
      }
    default: throw ModelRequestFault.wrongType("input", expected: "a string or an array")
    }
    hasInput = true
  }

  private mutating func readInstructions(_ cursor: inout JSONCursor) throws {
    let type = try cursor.peekType()
    let start = cursor.position
    var kind = ConversationTrace.InstructionField.Kind.null
    switch type {
    case .null: try cursor.readNull()
    case .string:
      kind = .string
      try builder.add(cursor.words(try cursor.scanString()), role: .system, message: nil, path: "instructions")
    case .array:
      var scope = try cursor.enterArray()
      var item = 0
      while try cursor.nextElement(&scope) {
        try addWords(of: "instructions[\(item)]", .items, role: .system, &cursor)
        item += 1
      }
      kind = .items(isEmpty: item == 0)
    default: throw ModelRequestFault.wrongType("instructions", expected: "a string, an array or null")
    }
    builder.trace?.instructions?.value = start..<cursor.position
    builder.trace?.instructions?.kind = kind
  }

  private func readBackground(_ cursor: inout JSONCursor) throws {
    guard try cursor.readBoolOrNull("background") == true else { return }
    throw ModelRequestFault(
      message: "`background` is not supported: its answer would be fetched past the policy", param: "background",
      code: "unsupported_value")
  }

  private mutating func readPrompt(_ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .object else { return try addWords(of: "prompt", .everything, role: .user, &cursor) }
    hasInput = true
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try ResponsesPromptField.table.unambiguousName(of: key, in: cursor) {
      case .id: try addWords(of: "prompt.id", .exceptIdentifiers, role: .unknown, &cursor)
      case .version: try addWords(of: "prompt.version", .exceptIdentifiers, role: .unknown, &cursor)
      case .variables: try readVariables(&cursor)
      case nil:
        let words = try cursor.readWords(of: key)
        try builder.addUnknown(words, message: nil, path: "prompt.\(cursor.name(of: key))")
      }
    }
  }

  private mutating func readVariables(_ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .object else {
      return try addWords(of: "prompt.variables", .everything, role: .user, &cursor)
    }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      let path = "prompt.variables.\(cursor.name(of: key))"
      try builder.add(cursor.words(key), role: .user, message: nil, path: path)
      var reader = InputPartsReader(item: nil, path: path, role: .user)
      try reader.read(&cursor, into: &builder)
    }
  }

  private mutating func readText(_ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .object else {
      return try addWords(of: "text", .everything, role: .definition, &cursor)
    }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try ResponsesTextField.table.unambiguousName(of: key, in: cursor) {
      case .format: try addWords(of: "text.format", .schema, role: .definition, &cursor)
      case .verbosity: try addWords(of: "text.verbosity", .exceptIdentifiers, role: .unknown, &cursor)
      case nil:
        let words = try cursor.readWords(of: key)
        try builder.addUnknown(words, message: nil, path: "text.\(cursor.name(of: key))")
      }
    }
  }

  /// Each definition is one text: its strings mean little apart.
  private mutating func readTools(_ cursor: inout JSONCursor) throws {
    guard try cursor.peekType() == .array else { return try addWords(of: "tools", .schema, role: .definition, &cursor) }
    var scope = try cursor.enterArray()
    var tool = 0
    while try cursor.nextElement(&scope) {
      try addWords(of: "tools[\(tool)]", .schema, role: .definition, &cursor)
      tool += 1
    }
  }

  private mutating func addWords(
    of path: String, _ filter: WordFilter, role: SpeakerRole, _ cursor: inout JSONCursor
  ) throws {
    let words = try cursor.readWords(filter)
    try builder.add(words, role: role, message: nil, path: path)
  }
}
