import Taxonomy

/// Reads one entry of `messages`.
///
/// The role may come after the words, so texts are added with role `.unknown` and get the message's role at its end.
struct MessageReader {
  let index: Int
  /// Index of this message's first text in the conversation.
  let firstText: Int
  private var role: SpeakerRole?
  private var isInstruction = false

  init(index: Int, firstText: Int) {
    self.index = index
    self.firstText = firstText
  }

  mutating func read(_ cursor: inout JSONCursor, into builder: inout ConversationBuilder) throws {
    guard try cursor.peekType() == .object else {
      throw ModelRequestFault.wrongType("messages[\(index)]", expected: "an object")
    }
    let start = cursor.position
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      guard let field = try MessageField.table.unambiguousName(of: key, in: cursor) else {
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: index, path: cursor.name(of: key))
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
    case .array:
      var reader = ContentPartsReader(message: index)
      try reader.read(&cursor, into: &builder)
    default:
      throw ModelRequestFault.wrongType("messages[\(index)].content", expected: "a string, an array or null")
    }
  }

  @inline(__always)
  func add(
    _ words: TracedText, _ path: @autoclosure () -> String, _ builder: inout ConversationBuilder,
    source: (([TextPiece]) -> TextSource)? = nil
  ) throws(ModelRequestFault) {
    try builder.add(words, role: .unknown, message: index, path: path(), source: source)
  }
}
