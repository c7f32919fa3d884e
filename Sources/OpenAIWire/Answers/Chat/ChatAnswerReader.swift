import NIOCore

/// Reads the top level of a chat completion or of one of its chunks, and its choices.
///
/// Older completions have the same top level and choices that hold their text themselves.
struct ChatAnswerReader: AnswerReading {
  private(set) var document: AnswerDocument

  init(bytes: ByteBuffer, kind: AnswerDocument.Kind) {
    self.init(bytes: bytes, dialect: .chatCompletions, kind: kind)
  }

  init(bytes: ByteBuffer, dialect: Dialect, kind: AnswerDocument.Kind) {
    document = AnswerDocument(bytes: bytes, dialect: dialect, kind: kind)
  }

  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .object else { throw cursor.fault(.wrongType(expected: "an object")) }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try AnswerName.table.unambiguousName(of: key, in: cursor) {
      case .choices: try readChoices(&cursor)
      case .id: document.idRange = try cursor.skipString()
      case .model: document.modelRange = try cursor.skipString()
      case .systemFingerprint: document.fingerprintRange = try cursor.skipString()
      case .created:
        if try cursor.peekType() == .number {
          document.created = try cursor.readInteger()
        } else {
          try cursor.skipValue()
        }
      case .usage:
        let isObject = try cursor.peekType() == .object
        let start = cursor.position
        try cursor.skipValue()
        if isObject { document.usage = start..<cursor.position }
      case .error:
        if try cursor.peekType() != .null { document.hasError = true }
        // A server may quote the answer in what it says of an error.
        addText(try cursor.readWords(.everything), "error")
      case .object, .obfuscation, .provider, .timings, .serviceTier: try cursor.skipValue()
      case nil:
        let words = try cursor.readWords(.everything)
        addText(words, cursor.name(of: key))
      }
    }
  }

  private mutating func addText(_ words: TracedText, _ name: @autoclosure () -> String) {
    guard !words.text.isEmpty else { return }
    document.texts.append(AnswerText(field: .other(name()), text: words.text))
    if !words.pieces.isEmpty { document.sources.append(words.pieces) }
  }

  private mutating func readChoices(_ cursor: inout JSONCursor) throws(JSONFault) {
    switch try cursor.peekType() {
    case .null: try cursor.readNull()
    case .array:
      let start = cursor.position
      var scope = try cursor.enterArray()
      while try cursor.nextElement(&scope) {
        guard try cursor.peekType() == .object else { throw cursor.fault(.wrongType(expected: "a choice object")) }
        var reader = ChoiceReader(
          position: document.choices.count, dialect: document.dialect, kind: document.kind)
        document.choices.append(try reader.read(&cursor))
      }
      document.choicesRange = start..<cursor.position
    default: throw cursor.fault(.wrongType(expected: "an array of choices"))
    }
  }
}

extension JSONCursor {
  /// Takes one value; the range of its bytes when it is a string.
  @inline(__always)
  mutating func skipString() throws(JSONFault) -> Range<Int>? {
    guard try peekType() == .string else {
      try skipValue()
      return nil
    }
    let start = position
    _ = try scanString()
    return start..<position
  }
}
