import Taxonomy

/// Reads one entry of `messages`.
///
/// The role may come after the words, so texts are added with role `.unknown` and get the message's role at its end.
struct OllamaMessageReader {
  let index: Int
  private var role: SpeakerRole?
  private var isInstruction = false

  init(index: Int) {
    self.index = index
  }

  mutating func read(_ cursor: inout JSONCursor, into builder: inout ConversationBuilder) throws {
    guard try cursor.peekType() == .object else {
      throw ModelRequestFault.wrongType("messages[\(index)]", expected: "an object")
    }
    let start = cursor.position
    let firstText = builder.texts.count
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      guard let field = try OllamaMessageField.table.unambiguousName(of: key, in: cursor) else {
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: index, path: cursor.name(of: key))
        continue
      }
      switch field {
      case .role: try readRole(&cursor, &builder)
      case .content: try readContent(&cursor, &builder)
      case .images: try readImages(&cursor, &builder)
      case .toolCalls: try readToolCalls(&cursor, &builder)
      case .toolCallID: try add(try cursor.readWords(.exceptIdentifiers), field.rawValue, &builder)
      case .thinking, .toolName: try add(try cursor.readWords(.everything), field.rawValue, &builder)
      }
    }
    guard let role else { throw ModelRequestFault.missing("messages[\(index)].role") }
    builder.setRole(role, from: firstText)
    builder.noteMessage(start..<cursor.position, isInstruction: isInstruction)
  }

  private mutating func readRole(_ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    let (known, named) = try builder.readRole(RoleName.table, message: index, &cursor)
    role = known?.role ?? .unknown
    isInstruction = named == .system || named == .developer
  }

  private func readContent(_ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    switch try cursor.peekType() {
    case .string: try add(cursor.words(try cursor.scanString()), "content", &builder)
    case .null: try cursor.readNull()
    default: throw ModelRequestFault.wrongType("messages[\(index)].content", expected: "a string or null")
    }
  }

  /// Reads images in base64; their words, should they be something else.
  private func readImages(_ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    guard try cursor.peekType() == .array else {
      return try add(try cursor.readWords(.everything), "images", &builder)
    }
    var scope = try cursor.enterArray()
    var image = 0
    while try cursor.nextElement(&scope) {
      let path = "images[\(image)]"
      builder.noteMedia(message: index, path: path)
      try add(try cursor.readEncoded(), path, &builder)
      image += 1
    }
  }

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
      case .id, .type, .index:
        try add(try cursor.readWords(.exceptIdentifiers), "\(path).\(cursor.name(of: key))", &builder)
      case .function: try readFunction("\(path).function", &cursor, &builder)
      case .custom, nil:
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: index, path: "\(path).\(cursor.name(of: key))")
      }
    }
  }

  private func readFunction(
    _ path: String, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    guard try cursor.peekType() == .object else { return try add(try cursor.readWords(.everything), path, &builder) }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      let path = "\(path).\(cursor.name(of: key))"
      switch try CalledFunctionField.table.unambiguousName(of: key, in: cursor) {
      case .name: try add(try cursor.readWords(.everything), path, &builder)
      case .arguments: try builder.addArguments(&cursor, role: .unknown, message: index, path: path)
      case .input, nil:
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: index, path: path)
      }
    }
  }

  @inline(__always)
  private func add(
    _ words: TracedText, _ path: @autoclosure () -> String, _ builder: inout ConversationBuilder
  ) throws(ModelRequestFault) {
    try builder.add(words, role: .unknown, message: index, path: path())
  }
}
