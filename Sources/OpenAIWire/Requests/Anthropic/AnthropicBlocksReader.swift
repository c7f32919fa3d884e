import Taxonomy

/// Reads content blocks.
///
/// What a field is read as depends on its name, which means the same in every block, and not on the block's type, which
/// may come after it and need not be true.
struct AnthropicBlocksReader {
  /// What an object within the blocks is.
  enum Kind {
    case block, source, citation
  }

  /// Index of the message; nil for the blocks of `system`.
  let message: Int?
  /// Whose words the blocks are, where that is known before the message ends.
  let role: SpeakerRole
  /// The texts that tools say, by their index in the conversation.
  private(set) var toolTexts: [Range<Int>] = []

  init(message: Int?, role: SpeakerRole = .unknown) {
    self.message = message
    self.role = role
  }

  /// Reads an array of blocks.
  mutating func readBlocks(
    _ path: String, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    var texts = AdjoiningTexts()
    var scope = try cursor.enterArray()
    var index = 0
    while try cursor.nextElement(&scope) {
      let path = "\(path)[\(index)]"
      switch try cursor.peekType() {
      case .string: texts.take(cursor.words(try cursor.scanString()), path: path)
      case .object: try readObject(.block, path, &texts, &cursor, &builder)
      default:
        throw ModelRequestFault.wrongType(
          message.map { "messages[\($0)].\(path)" } ?? path, expected: "an object")
      }
      index += 1
    }
    try texts.add(to: &builder, role: role, message: message, path: path)
  }

  private mutating func readObject(
    _ kind: Kind, _ path: String, _ texts: inout AdjoiningTexts, _ cursor: inout JSONCursor,
    _ builder: inout ConversationBuilder
  ) throws {
    let firstText = builder.texts.count
    var type: String?
    var data: JSONStringToken?
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      guard let field = try AnthropicBlockField.table.unambiguousName(of: key, in: cursor) else {
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: message, path: "\(path).\(cursor.name(of: key))")
        continue
      }
      let path = "\(path).\(field.rawValue)"
      let isString = try cursor.peekType() == .string
      switch field {
      case .text, .thinking: texts.take(try cursor.readWords(.everything), path: path)
      case .type where isString:
        let token = try cursor.scanString()
        type = cursor.text(token)
        if !cursor.isIdentifier(token) { try add(cursor.words(token), path, &builder) }
      // Whether it is encoded depends on the type, which may follow.
      case .data where isString: data = try cursor.scanString()
      case .content, .toolReferences: try readContent(path, &cursor, &builder)
      case .source where !isString: try readNested(.source, path, &cursor, &builder)
      case .citations: try readNested(.citation, path, &cursor, &builder)
      case .input: try builder.addArguments(&cursor, role: role, message: message, path: path)
      case .url where kind == .source, .fileID: try readMedia(field, path, &cursor, &builder)
      case .signature, .data, .encryptedContent, .encryptedIndex, .encryptedStdout:
        try add(try cursor.readEncoded(), path, &builder)
      case .type, .id, .caller, .transformations, .mediaType, .toolUseID, .toolsetName, .serverName, .cacheControl,
        .errorCode, .fileType, .pageAge, .retrievedAt:
        try add(try cursor.readWords(.exceptIdentifiers), path, &builder)
      case .title, .context, .name, .stdout, .stderr, .lines, .tabs, .url, .citedText, .documentTitle, .toolName,
        .errorMessage, .stateChanges, .source:
        try add(try cursor.readWords(.everything), path, &builder)
      }
    }
    if let data { try add(data, of: kind, type: type, "\(path).data", cursor, &builder) }
    guard kind == .block, let type else { return }
    guard let known = AnthropicBlockType(rawValue: type) else {
      return builder.noteUnknown(message: message, path: path)
    }
    if known.isToolResult { toolTexts.append(firstText..<builder.texts.count) }
  }

  /// Reads what a block holds: text, blocks, or one object that is a block itself.
  private mutating func readContent(
    _ path: String, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    switch try cursor.peekType() {
    case .array: try readBlocks(path, &cursor, &builder)
    case .object: try readNested(.block, path, &cursor, &builder)
    default: try add(try cursor.readWords(.everything), path, &builder)
    }
  }

  /// Reads an object, or an array of objects.
  private mutating func readNested(
    _ kind: Kind, _ path: String, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    var texts = AdjoiningTexts()
    switch try cursor.peekType() {
    case .object: try readObject(kind, path, &texts, &cursor, &builder)
    case .array:
      var scope = try cursor.enterArray()
      var index = 0
      while try cursor.nextElement(&scope) {
        let path = "\(path)[\(index)]"
        if try cursor.peekType() == .object {
          try readObject(kind, path, &texts, &cursor, &builder)
        } else {
          try add(try cursor.readWords(.everything), path, &builder)
        }
        index += 1
      }
    default: try add(try cursor.readWords(.everything), path, &builder)
    }
    try texts.add(to: &builder, role: role, message: message, path: path)
  }

  /// Reads where an image or a document lies; its words, should it be something else.
  private func readMedia(
    _ field: AnthropicBlockField, _ path: String, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    if try cursor.peekType() != .null { builder.noteMedia(message: message, path: path) }
    let words = field == .url ? try cursor.readEncoded() : try cursor.readWords(.exceptIdentifiers)
    try add(words, path, &builder)
  }

  /// Adds `data`: the words of a document of plain text, what is encoded in base64, or thoughts that are encrypted.
  private func add(
    _ data: JSONStringToken, of kind: Kind, type: String?, _ path: String, _ cursor: borrowing JSONCursor,
    _ builder: inout ConversationBuilder
  ) throws {
    let isEncoded = kind == .source ? type == "base64" : type == AnthropicBlockType.redactedThinking.rawValue
    if isEncoded, kind == .source { builder.noteMedia(message: message, path: path) }
    if !isEncoded || !cursor.isUnspaced(data) { try add(cursor.words(data), path, &builder) }
  }

  @inline(__always)
  private func add(
    _ words: TracedText, _ path: @autoclosure () -> String, _ builder: inout ConversationBuilder
  ) throws(ModelRequestFault) {
    try builder.add(words, role: role, message: message, path: path())
  }
}
