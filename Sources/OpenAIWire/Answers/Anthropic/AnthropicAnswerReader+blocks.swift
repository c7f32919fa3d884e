/// Content blocks of an answer.
extension AnthropicAnswerReader {
  mutating func readBlock(_ part: Int, _ cursor: inout JSONCursor) throws(JSONFault) {
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      guard let field = try AnthropicBlockField.table.unambiguousName(of: key, in: cursor) else {
        let words = try cursor.readWords(.everything)
        add(.other(cursor.name(of: key)), part: part, words, cursor)
        continue
      }
      switch field {
      case .text: add(.content, part: part, try cursor.readWords(.everything), cursor)
      case .thinking: add(.reasoning, part: part, try cursor.readWords(.everything), cursor)
      case .name: add(.toolName(part), part: part, try cursor.readWords(.everything), cursor)
      case .input: add(.toolArguments(part), part: part, try readInput(&cursor), cursor)
      case .citations: try readCitations(part, &cursor)
      default:
        let words = try cursor.readBlockWords(of: field)
        add(.other(field.rawValue), part: part, words, cursor)
      }
    }
  }

  /// The input of a called tool: JSON, which a stream writes piece by piece.
  private func readInput(_ cursor: inout JSONCursor) throws(JSONFault) -> TracedText {
    try cursor.peekType() == .string ? cursor.readWords(.everything) : cursor.readJSON()
  }

  /// Each citation is a piece of one text, as in a stream.
  private mutating func readCitations(_ part: Int, _ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .array else {
      return add(.other("citations"), part: part, try cursor.readBlockWords(), cursor)
    }
    var scope = try cursor.enterArray()
    while try cursor.nextElement(&scope) {
      add(.other("citations"), part: part, try cursor.readBlockWords(), cursor)
    }
  }
}

extension JSONCursor {
  /// Takes a value within a block and returns its words as one text: without the protocol's keys, and without constants
  /// that look like such.
  mutating func readBlockWords() throws(JSONFault) -> TracedText {
    var words = TracedText.empty
    try gatherBlockWords(into: &words)
    return words
  }

  /// Takes the value of a block's field.
  mutating func readBlockWords(of field: AnthropicBlockField) throws(JSONFault) -> TracedText {
    switch field {
    case .type, .id, .caller, .transformations, .mediaType, .toolUseID, .toolsetName, .serverName, .cacheControl,
      .errorCode, .fileType, .pageAge, .retrievedAt, .fileID:
      try readWords(.exceptIdentifiers)
    case .data, .signature, .encryptedContent, .encryptedIndex, .encryptedStdout: try readEncoded()
    // Among other words it is judged as words: nobody could tell where its JSON begins.
    case .input: try readWords(.everything)
    case .text, .thinking, .title, .context, .name, .stdout, .stderr, .lines, .tabs, .url, .citedText, .documentTitle,
      .toolName, .errorMessage, .stateChanges, .content, .source, .citations, .toolReferences:
      try readBlockWords()
    }
  }

  private mutating func gatherBlockWords(into words: inout TracedText) throws(JSONFault) {
    switch try peekType() {
    case .string: words.append(self.words(try scanString()), after: "\n")
    case .number, .bool, .null: try skipValue()
    case .array:
      var scope = try enterArray()
      while try nextElement(&scope) { try gatherBlockWords(into: &words) }
    case .object: try gatherObjectWords(into: &words)
    }
  }

  private mutating func gatherObjectWords(into words: inout TracedText) throws(JSONFault) {
    var isEncoded = false
    var data: JSONStringToken?
    var scope = try enterObject()
    while let key = try nextKey(&scope) {
      guard let field = try AnthropicBlockField.table.unambiguousName(of: key, in: self) else {
        // The name of a field of the protocol says nothing, such as an error's `message` or the number of a page.
        let isCount =
          switch try peekType() {
          case .number, .bool, .null: true
          case .string, .object, .array: false
          }
        if AnthropicAnswerName.table.name(of: key, in: self) == nil {
          add(self.words(key, unless: isCount), to: &words)
        }
        try gatherBlockWords(into: &words)
        continue
      }
      if field == .data, try peekType() == .string {
        data = try scanString()
        continue
      }
      if field == .type, try peekType() == .string {
        let token = try scanString()
        isEncoded = text(token) == "base64"
        if !isIdentifier(token) { add(self.words(token), to: &words) }
        continue
      }
      add(try readBlockWords(of: field), to: &words)
    }
    if let data, !isEncoded || !isUnspaced(data) { add(self.words(data), to: &words) }
  }

  private func add(_ more: TracedText, to words: inout TracedText) {
    if !more.text.isEmpty { words.append(more, after: "\n") }
  }
}
