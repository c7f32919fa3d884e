/// Reads one choice of an answer, of a chat completion or of an older completion.
struct ChoiceReader {
  private let dialect: Dialect
  private let kind: AnswerDocument.Kind
  var choice: AnswerChoice
  private var logprobs = LogprobsReader()

  init(position: Int, dialect: Dialect, kind: AnswerDocument.Kind) {
    self.dialect = dialect
    self.kind = kind
    choice = AnswerChoice(index: position, range: 0..<0, texts: [], finishReason: nil)
  }

  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) -> AnswerChoice {
    let start = cursor.position
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try ChoiceName.table.unambiguousName(of: key, in: cursor) {
      case .index:
        if let index = try readIndex(&cursor) { choice.index = index }
      case .message: try readMessage(isExpected: isChat && kind == .whole, key, &cursor)
      case .delta: try readMessage(isExpected: isChat && kind == .chunk, key, &cursor)
      case .text:
        let field = isChat ? AnswerField.other("text") : .content
        add(try cursor.readWords(.everything), field)
      case .finishReason: try readFinishReason(&cursor)
      case .logprobs:
        if try cursor.peekType() == .null {
          try cursor.readNull()
          continue
        }
        let start = cursor.position
        try logprobs.read(&cursor)
        choice.logprobs = start..<cursor.position
      case .nativeFinishReason, .stopReason, .matchedStop:
        add(try cursor.readWords(.exceptIdentifiers), .other(cursor.name(of: key)))
      case nil:
        let words = try cursor.readWords(.everything)
        add(words, .other(cursor.name(of: key)))
      }
    }
    try readStrayLogprobs(&cursor)
    choice.range = start..<cursor.position
    return choice
  }

  private var isChat: Bool { dialect == .chatCompletions }

  private mutating func readFinishReason(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .string else {
      return add(try cursor.readWords(.everything), .other("finish_reason"))
    }
    let token = try cursor.scanString()
    choice.finishReason = cursor.text(token)
    if !cursor.isIdentifier(token) { add(cursor.words(token), .other("finish_reason")) }
  }

  /// Reads the object that carries the text in this kind of answer; in the other kind it is text of its own.
  private mutating func readMessage(
    isExpected: Bool, _ key: JSONKey, _ cursor: inout JSONCursor
  ) throws(JSONFault) {
    guard isExpected, try cursor.peekType() == .object else {
      let words = try cursor.readWords(.everything)
      return add(words, .other(cursor.name(of: key)))
    }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try AnswerMessageName.table.unambiguousName(of: key, in: cursor) {
      case .content: try readContent(&cursor)
      case .refusal: add(try cursor.readWords(.everything), .refusal)
      case .reasoningContent: add(try cursor.readWords(.everything), .reasoning)
      case .role: add(try cursor.readWords(.exceptIdentifiers), .other("role"))
      case .toolCalls: try readToolCalls(&cursor)
      case .functionCall: try readFunctionCall(&cursor)
      case .audio: try readAudio(&cursor)
      case .reasoning, .thinking, nil:
        let words = try cursor.readWords(.everything)
        add(words, .other(cursor.name(of: key)))
      }
    }
  }

  private mutating func readContent(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .array else { return add(try cursor.readWords(.everything), .content) }
    // Some servers answer in parts, as requests may be written.
    var parts = try cursor.enterArray()
    while try cursor.nextElement(&parts) {
      guard try cursor.peekType() == .object else {
        add(try cursor.readWords(.everything), .content)
        continue
      }
      var scope = try cursor.enterObject()
      while let key = try cursor.nextKey(&scope) {
        switch try PartField.table.unambiguousName(of: key, in: cursor) {
        case .text: add(try cursor.readWords(.everything), .content)
        case .type: add(try cursor.readWords(.exceptIdentifiers), .other("content.type"))
        default:
          let words = try cursor.readWords(.everything)
          add(words, .other("content.\(cursor.name(of: key))"))
        }
      }
    }
  }

  private mutating func readAudio(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .object else { return add(try cursor.readWords(.everything), .other("audio")) }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try AnswerAudioName.table.unambiguousName(of: key, in: cursor) {
      case .transcript: add(try cursor.readWords(.everything), .audioTranscript)
      case .id, .expiresAt: add(try cursor.readWords(.exceptIdentifiers), .other("audio"))
      case .data:
        if try cursor.peekType() == .string {
          let token = try cursor.scanString()
          if !cursor.isUnspaced(token) { add(cursor.words(token), .other("audio.data")) }
        } else {
          add(try cursor.readWords(.everything), .other("audio.data"))
        }
      case nil:
        let words = try cursor.readWords(.everything)
        add(words, .other("audio.\(cursor.name(of: key))"))
      }
    }
  }

  /// Reads once more log probabilities whose tokens are not what the choice says here: they belong to a text that comes
  /// later, or to none.
  private mutating func readStrayLogprobs(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard let range = choice.logprobs else { return }
    let said = choice.texts.filter { $0.field == .content || $0.field == .refusal }.map(\.text).joined()
    if !logprobs.hasOthers, said.utf8.elementsEqual(logprobs.tokens.utf8) { return }
    let end = cursor.position
    cursor.position = range.lowerBound
    if try cursor.peekType() == .object {
      var scope = try cursor.enterObject()
      // Keys of this object are the protocol's; deeper ones may be tokens.
      while try cursor.nextKey(&scope) != nil { add(try cursor.readWords(.everything), .other("logprobs")) }
    } else {
      add(try cursor.readWords(.everything), .other("logprobs"))
    }
    cursor.position = end
  }

  mutating func readIndex(_ cursor: inout JSONCursor) throws(JSONFault) -> Int? {
    if try cursor.peekType() == .number { return try cursor.readInteger() }
    try cursor.skipValue()
    return nil
  }

  @inline(__always)
  mutating func add(_ words: TracedText, _ field: @autoclosure () -> AnswerField) {
    guard !words.text.isEmpty else { return }
    choice.texts.append(AnswerText(field: field(), text: words.text))
    if !words.pieces.isEmpty { choice.sources.append(words.pieces) }
  }
}
