import Taxonomy

/// Reads an array of content parts.
struct ContentPartsReader {
  let message: Int
  /// The texts of text parts, which a model sees one after the other.
  private var texts: [(part: Int, field: String, words: TracedText)] = []

  init(message: Int) {
    self.message = message
  }

  mutating func read(_ cursor: inout JSONCursor, into builder: inout ConversationBuilder) throws {
    var scope = try cursor.enterArray()
    var part = 0
    while try cursor.nextElement(&scope) {
      try readPart(part, &cursor, &builder)
      part += 1
    }
    try addTexts(to: &builder)
  }

  /// One text part stands for itself; several are judged as the model sees them: together.
  private func addTexts(to builder: inout ConversationBuilder) throws(ModelRequestFault) {
    if texts.count == 1 {
      return try add(texts[0].words, "content[\(texts[0].part)]\(texts[0].field)", &builder)
    }
    try add(joined(by: "\n"), "content", &builder)
    if splitsWord { try add(joined(by: ""), "content", &builder) }
  }

  private func joined(by separator: String) -> TracedText {
    var result = TracedText.empty
    result.text.reserveCapacity(texts.reduce(0) { $0 + $1.words.text.utf8.count + separator.utf8.count })
    for (index, entry) in texts.enumerated() {
      if index > 0 { result.text += separator }
      let offset = result.text.utf8.count
      result.text += entry.words.text
      for var piece in entry.words.pieces {
        piece.offset += offset
        result.pieces.append(piece)
      }
    }
    return result
  }

  /// Whether letters or digits meet at a border of two parts; everything outside ASCII is taken for a letter.
  private var splitsWord: Bool {
    zip(texts, texts.dropFirst()).contains { before, after in
      guard let last = before.words.text.utf8.last, let first = after.words.text.utf8.first else { return false }
      return Self.isWordByte(last) && Self.isWordByte(first)
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...0xFF:
      true
    default: false
    }
  }

  private mutating func readPart(
    _ part: Int, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    switch try cursor.peekType() {
    case .string: take(cursor.words(try cursor.scanString()), part: part, field: "")  // vLLM reads a bare string as text
    case .object: try readPartObject(part, &cursor, &builder)
    default:
      throw ModelRequestFault.wrongType("messages[\(message)].content[\(part)]", expected: "an object")
    }
  }

  private mutating func readPartObject(
    _ part: Int, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      guard let field = try PartField.table.unambiguousName(of: key, in: cursor) else {
        let words = try cursor.readWords(.everything)
        try builder.addUnknown(words, message: message, path: "content[\(part)].\(cursor.name(of: key))")
        continue
      }
      switch field {
      case .type:
        try add(try cursor.readWords(.exceptIdentifiers), "content[\(part)].type", &builder)
      case .text, .refusal, .thinking:
        take(try cursor.readWords(.everything), part: part, field: ".\(field.rawValue)")
      case .file, .imageURL, .videoURL, .audioURL, .inputAudio:
        try readMedia(field, part, &cursor, &builder)
      }
    }
  }

  private mutating func take(_ words: TracedText, part: Int, field: String) {
    if !words.text.isEmpty { texts.append((part, field, words)) }
  }

  private func readMedia(
    _ media: PartField, _ part: Int, _ cursor: inout JSONCursor, _ builder: inout ConversationBuilder
  ) throws {
    let path = "content[\(part)].\(media.rawValue)"
    builder.noteMedia(message: message, path: path)
    guard try cursor.peekType() == .object else { return try add(try readMediaValue(&cursor), path, &builder) }
    let wordless = media.mediaFields
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      let field = try MediaField.table.unambiguousName(of: key, in: cursor)
      let isMedia = field.map(wordless.contains) ?? false
      let words = isMedia ? try readMediaValue(&cursor) : try cursor.readWords(.everything)
      try add(words, "\(path).\(cursor.name(of: key))", &builder)
    }
  }

  /// Takes a URL or encoded data; its words, should it be neither.
  private func readMediaValue(_ cursor: inout JSONCursor) throws(JSONFault) -> TracedText {
    guard try cursor.peekType() == .string else { return try cursor.readWords(.everything) }
    let token = try cursor.scanString()
    return cursor.isUnspaced(token) ? .empty : cursor.words(token)
  }

  @inline(__always)
  private func add(
    _ words: TracedText, _ path: @autoclosure () -> String, _ builder: inout ConversationBuilder
  ) throws(ModelRequestFault) {
    try builder.add(words, role: .unknown, message: message, path: path())
  }
}
