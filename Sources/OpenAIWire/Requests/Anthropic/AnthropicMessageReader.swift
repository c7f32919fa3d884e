import Taxonomy

/// Reads one entry of `messages`.
///
/// The role may come after the words, so texts are added with role `.unknown` and get the message's role at its end;
/// what tools say gets theirs.
struct AnthropicMessageReader {
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
    var blocks = AnthropicBlocksReader(message: index)
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try AnthropicMessageField.table.unambiguousName(of: key, in: cursor) {
      case .role: try readRole(&cursor, &builder)
      case .content: try readContent(&blocks, &cursor, &builder)
      case nil:
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: index, path: cursor.name(of: key))
      }
    }
    guard let role else { throw ModelRequestFault.missing("messages[\(index)].role") }
    builder.setRole(role, from: firstText)
    for texts in blocks.toolTexts { builder.setRole(.tool, of: texts) }
    builder.noteMessage(start..<cursor.position, isInstruction: isInstruction)
  }

  private mutating func readRole(_ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    let (known, named) = try builder.readRole(AnthropicRole.table, message: index, &cursor)
    role = known?.role ?? .unknown
    isInstruction = named == .system
  }

  private func readContent(
    _ blocks: inout AnthropicBlocksReader, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    switch try cursor.peekType() {
    case .string:
      let words = cursor.words(try cursor.scanString())
      try builder.add(words, role: .unknown, message: index, path: "content")
    case .null: try cursor.readNull()
    case .array: try blocks.readBlocks("content", &cursor, &builder)
    default:
      throw ModelRequestFault.wrongType("messages[\(index)].content", expected: "a string or an array")
    }
  }
}
