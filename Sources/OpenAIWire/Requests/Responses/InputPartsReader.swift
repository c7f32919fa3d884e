import Taxonomy

/// Reads the parts of one content: of a message, a reasoning, or what a tool gave.
struct InputPartsReader {
  /// Index of the item; nil outside of items.
  let item: Int?
  /// The field that holds the parts.
  let path: String
  let role: SpeakerRole
  private var texts = AdjoiningTexts()

  init(item: Int?, path: String, role: SpeakerRole = .unknown) {
    self.item = item
    self.path = path
    self.role = role
  }

  /// Reads text, one part, or an array of parts.
  mutating func read(_ cursor: inout JSONCursor, into builder: inout ConversationBuilder) throws {
    if try cursor.peekType() == .array {
      var scope = try cursor.enterArray()
      var part = 0
      while try cursor.nextElement(&scope) {
        try readPart("\(path)[\(part)]", &cursor, &builder)
        part += 1
      }
    } else {
      try readPart(path, &cursor, &builder)
    }
    try texts.add(to: &builder, role: role, message: item, path: path)
  }

  private mutating func readPart(
    _ path: String, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    guard try cursor.peekType() == .object else {
      // vLLM reads a bare string as a part.
      return texts.take(try cursor.readWords(.everything), path: path)
    }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      guard let field = try ResponsesPartField.table.unambiguousName(of: key, in: cursor) else {
        let words = try cursor.readWords(of: key)
        try builder.addUnknown(words, message: item, path: "\(path).\(cursor.name(of: key))")
        continue
      }
      let path = "\(path).\(field.rawValue)"
      switch field {
      case .text, .refusal, .logs, .stdout, .stderr: texts.take(try cursor.readWords(.everything), path: path)
      case .type, .detail: try builder.add(try cursor.readConstant(), role: role, message: item, path: path)
      case .outcome, .promptCacheBreakpoint:
        try builder.add(try cursor.readWords(.items), role: role, message: item, path: path)
      case .annotations, .logprobs:
        try builder.add(try cursor.readWords(.items), role: role, message: item, path: path)
      case .filename: try builder.add(try cursor.readWords(.everything), role: role, message: item, path: path)
      case .url, .fileData, .fileID, .fileURL, .imageURL, .inputAudio: try readMedia(path, &cursor, &builder)
      }
    }
  }

  private func readMedia(_ path: String, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder) throws {
    switch try cursor.peekType() {
    case .null: try cursor.readNull()
    case .object:
      builder.noteMedia(message: item, path: path)
      var scope = try cursor.enterObject()
      while let key = try cursor.nextKey(&scope) {
        let isMedia = try MediaField.table.unambiguousName(of: key, in: cursor) != nil
        let words = isMedia ? try cursor.readWordsUnlessMedia() : try cursor.readWords(.everything)
        try builder.add(words, role: role, message: item, path: "\(path).\(cursor.name(of: key))")
      }
    default:
      builder.noteMedia(message: item, path: path)
      try builder.add(try cursor.readWordsUnlessMedia(), role: role, message: item, path: path)
    }
  }
}

extension JSONCursor {
  /// Takes a URL, encoded data or an id, without words of it; all words of what is neither.
  mutating func readWordsUnlessMedia() throws(JSONFault) -> TracedText {
    guard try peekType() == .string else { return try readWords(.everything) }
    let token = try scanString()
    return isUnspaced(token) ? .empty : words(token)
  }
}
