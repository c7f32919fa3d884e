import Taxonomy

/// Reads one entry of `messages`.
///
/// The role may come after the words, so texts are added with role `.unknown` and get the message's role at its end.
struct MessageReader {
  let index: Int
  /// Index of this message's first text in the conversation.
  let firstText: Int
  private var role: SpeakerRole?

  init(index: Int, firstText: Int) {
    self.index = index
    self.firstText = firstText
  }

  mutating func read(_ cursor: inout JSONCursor, into builder: inout ConversationBuilder) throws {
    guard try cursor.peekType() == .object else {
      throw ChatRequestFault.wrongType("messages[\(index)]", expected: "an object")
    }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      guard let field = try MessageField.table.unambiguousName(of: key, in: cursor) else {
        let words = try cursor.readWords(.everything)
        try add(words, cursor.name(of: key), &builder)
        continue
      }
      switch field {
      case .role: try readRole(&cursor, &builder)
      case .content: try readContent(&cursor, &builder)
      case .toolCalls: try readToolCalls(&cursor, &builder)
      case .functionCall: try readCalledFunction("function_call", &cursor, &builder)
      case .audio, .toolCallID: try add(try cursor.readWords(.exceptIdentifiers), field.rawValue, &builder)
      case .name, .refusal, .reasoning, .thinking, .reasoningContent:
        try add(try cursor.readWords(.everything), field.rawValue, &builder)
      }
    }
    guard let role else { throw ChatRequestFault.missing("messages[\(index)].role") }
    builder.setRole(role, from: firstText)
  }

  private mutating func readRole(_ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    guard try cursor.peekType() == .string else {
      throw ChatRequestFault.wrongType("messages[\(index)].role", expected: "a string")
    }
    let name = cursor.text(try cursor.scanString())
    let known = Self.role(name)
    // Chat templates print a role that they do not know, so it is text like any other.
    if known == .unknown { try add(name, "role", &builder) }
    role = known
  }

  private static func role(_ name: String) -> SpeakerRole {
    switch name {
    case "system": .system
    case "developer": .developer
    case "user": .user
    case "assistant": .assistant
    case "tool", "function": .tool
    default: .unknown
    }
  }

  private func readContent(_ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    switch try cursor.peekType() {
    case .string: try add(cursor.text(try cursor.scanString()), "content", &builder)
    case .null: try cursor.readNull()
    case .array:
      var reader = ContentPartsReader(message: index)
      try reader.read(&cursor, into: &builder)
    default:
      throw ChatRequestFault.wrongType("messages[\(index)].content", expected: "a string, an array or null")
    }
  }

  @inline(__always)
  private func add(
    _ text: String, _ path: @autoclosure () -> String, _ builder: inout ConversationBuilder
  ) throws(ChatRequestFault) {
    try builder.add(text, role: .unknown, message: index, path: path())
  }
}

/// The calls of tools in a message.
extension MessageReader {
  private func readToolCalls(_ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    guard try cursor.peekType() == .array else {
      return try add(try cursor.readWords(.everything), "tool_calls", &builder)
    }
    var scope = try cursor.enterArray()
    var call = 0
    while try cursor.nextElement(&scope) {
      try readToolCall("tool_calls[\(call)]", &cursor, &builder)
      call += 1
    }
  }

  private func readToolCall(
    _ path: String, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    guard try cursor.peekType() == .object else { return try add(try cursor.readWords(.everything), path, &builder) }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try ToolCallField.table.unambiguousName(of: key, in: cursor) {
      case .id: try add(try cursor.readWords(.exceptIdentifiers), "\(path).id", &builder)
      case .type: try add(try cursor.readWords(.exceptIdentifiers), "\(path).type", &builder)
      case .function: try readCalledFunction("\(path).function", &cursor, &builder)
      case .custom: try readCalledFunction("\(path).custom", &cursor, &builder)
      case .index, nil:
        let words = try cursor.readWords(.everything)
        try add(words, "\(path).\(cursor.name(of: key))", &builder)
      }
    }
  }

  /// Name and arguments of a call, or the input of a custom tool.
  private func readCalledFunction(
    _ path: String, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    guard try cursor.peekType() == .object else { return try add(try cursor.readWords(.everything), path, &builder) }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      let field = try CalledFunctionField.table.unambiguousName(of: key, in: cursor)
      let words = try cursor.readWords(.everything)
      try add(words, "\(path).\(cursor.name(of: key))", &builder)
      if field == .arguments, let decoded = EscapedArguments.decodedWords(of: words) {
        try add(decoded, "\(path).arguments", &builder)
      }
    }
  }
}
