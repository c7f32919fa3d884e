import Taxonomy

/// Reads an array of content parts.
struct ContentPartsReader {
  let message: Int
  /// Where the array stands below the message.
  private let path: String
  /// The texts of text parts.
  private var texts = AdjoiningTexts()

  init(message: Int, path: String = "content") {
    self.message = message
    self.path = path
  }

  mutating func read(_ cursor: inout JSONCursor, into builder: inout ConversationBuilder) throws {
    var scope = try cursor.enterArray()
    var part = 0
    while try cursor.nextElement(&scope) {
      try readPart(part, &cursor, &builder)
      part += 1
    }
    try texts.add(to: &builder, role: .unknown, message: message, path: path)
  }

  private mutating func readPart(
    _ part: Int, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    switch try cursor.peekType() {
    case .string:
      // vLLM reads a bare string as text.
      texts.take(cursor.words(try cursor.scanString()), path: "\(path)[\(part)]")
    case .object: try readPartObject(part, &cursor, &builder)
    default:
      let place = builder.place(message, "\(path)[\(part)]")
      throw ModelRequestFault.wrongType(place.description, expected: "an object")
    }
  }

  private mutating func readPartObject(
    _ part: Int, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      guard let field = try PartField.table.unambiguousName(of: key, in: cursor) else {
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: message, path: "\(path)[\(part)].\(cursor.name(of: key))")
        continue
      }
      switch field {
      case .type:
        try add(try cursor.readWords(.exceptIdentifiers), "\(path)[\(part)].type", &builder)
      case .text, .refusal, .thinking:
        texts.take(try cursor.readWords(.everything), path: "\(path)[\(part)].\(field.rawValue)")
      case .file, .imageURL, .videoURL, .audioURL, .inputAudio:
        try readMedia(field, part, &cursor, &builder)
      }
    }
  }

  private func readMedia(
    _ media: PartField, _ part: Int, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    let path = "\(path)[\(part)].\(media.rawValue)"
    builder.noteMedia(message: message, path: path)
    guard try cursor.peekType() == .object else { return try add(try cursor.readEncoded(), path, &builder) }
    let wordless = media.mediaFields
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      let field = try MediaField.table.unambiguousName(of: key, in: cursor)
      let isMedia = field.map(wordless.contains) ?? false
      let words = isMedia ? try cursor.readEncoded() : try cursor.readWords(.everything)
      try add(words, "\(path).\(cursor.name(of: key))", &builder)
    }
  }

  @inline(__always)
  private func add(
    _ words: TracedText, _ path: @autoclosure () -> String, _ builder: inout ConversationBuilder
  ) throws(ModelRequestFault) {
    try builder.add(words, role: .unknown, message: message, path: path())
  }
}
