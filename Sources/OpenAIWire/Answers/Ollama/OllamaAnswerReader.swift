import NIOCore

/// Reads an answer of Ollama's `/api/chat`, or a line of it: both have one shape.
///
/// Every string is a text of the one choice but for constants while they look like such, encoded images, and `logprobs`
/// while their tokens repeat the text of the same line.
struct OllamaAnswerReader: AnswerReading {
  private(set) var document: AnswerDocument
  private let kind: AnswerDocument.Kind
  var choice = AnswerChoice(index: 0, range: 0..<0, texts: [], finishReason: nil)
  private var line = OllamaLine()
  private var places = AnswerPlaces()
  private var doneReason: String?
  private var logprobs = LogprobsReader()

  init(bytes: ByteBuffer, kind: AnswerDocument.Kind) {
    document = AnswerDocument(bytes: bytes, dialect: .ollamaChat, kind: kind)
    self.kind = kind
  }

  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .object else { throw cursor.fault(.wrongType(expected: "an object")) }
    let start = cursor.position
    places.start = start + 1
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      let name = try OllamaAnswerName.table.unambiguousName(of: key, in: cursor)
      _ = try cursor.peekType()
      let (start, firstText) = (cursor.position, choice.texts.count)
      try readField(name, key, &cursor)
      if kind == .whole { note(name, start..<cursor.position, saysWords: choice.texts.count > firstText) }
    }
    try readStrayLogprobs(&cursor)
    choice.range = start..<cursor.position
    if line.isDone { choice.finishReason = doneReason ?? "stop" }
    if kind == .whole { line.places = places }
    document.detail = .ollama(line)
    document.choices = [choice]
  }

  private mutating func readField(
    _ name: OllamaAnswerName?, _ key: JSONKey, _ cursor: inout JSONCursor
  ) throws(JSONFault) {
    switch name {
    case .message: try readMessage(&cursor)
    case .model: document.modelRange = try cursor.skipString()
    case .createdAt: try readTime(&cursor)
    case .done:
      if try cursor.peekType() == .bool {
        line.isDone = try cursor.readBool()
      } else {
        add(.other("done"), try cursor.readWords(.everything), cursor)
      }
    case .doneReason: try readReason(&cursor)
    case .promptCount: line.promptCount = try readCount(&cursor)
    case .answerCount: line.answerCount = try readCount(&cursor)
    case .logprobs: try readLogprobs(&cursor)
    case .remoteModel, .remoteHost: add(.other(cursor.name(of: key)), try cursor.readWords(.exceptIdentifiers), cursor)
    case .error:
      if try cursor.peekType() != .null { document.hasError = true }
      add(.other("error"), try cursor.readWords(.everything), cursor)
    case .role, .content, .thinking, .images, .toolCalls, .toolName, nil:
      let words = try cursor.readWords(.everything)
      add(.other(cursor.name(of: key)), words, cursor)
    }
  }

  /// Takes note of where a field of a whole answer stands.
  private mutating func note(_ name: OllamaAnswerName?, _ range: Range<Int>, saysWords: Bool) {
    switch name {
    case .message: places.content = range
    case .doneReason: places.reason = range
    case .logprobs: places.words.append(range)
    case .done, .promptCount, .answerCount, .createdAt, .error: if saysWords { places.isMalformed = true }
    default: if saysWords { places.words.append(range) }
    }
  }

  /// The time of the answer: a constant while it looks like one.
  private mutating func readTime(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .string else {
      return add(.other("created_at"), try cursor.readWords(.everything), cursor)
    }
    let token = try cursor.scanString()
    if let time = InternetTime.seconds(of: token, in: cursor) {
      document.created = time
    } else {
      add(.other("created_at"), cursor.words(token), cursor)
    }
  }

  private mutating func readLogprobs(_ cursor: inout JSONCursor) throws(JSONFault) {
    if try cursor.peekType() == .null { return try cursor.readNull() }
    let start = cursor.position
    try logprobs.read(&cursor)
    choice.logprobs = start..<cursor.position
  }

  /// Reads once more log probabilities whose tokens are not what the line says.
  private mutating func readStrayLogprobs(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard let range = choice.logprobs else { return }
    let said = choice.texts.filter { $0.field == .content || $0.field == .reasoning }.map(\.text).joined()
    if !logprobs.hasOthers, said.utf8.elementsEqual(logprobs.tokens.utf8) { return }
    let end = cursor.position
    cursor.position = range.lowerBound
    add(.other("logprobs"), try cursor.readWords(.everything), cursor)
    cursor.position = end
  }

  private mutating func readReason(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .string else {
      return add(.other("done_reason"), try cursor.readWords(.everything), cursor)
    }
    let token = try cursor.scanString()
    doneReason = cursor.text(token)
    if !cursor.isIdentifier(token) { add(.other("done_reason"), cursor.words(token), cursor) }
  }

  private mutating func readCount(_ cursor: inout JSONCursor) throws(JSONFault) -> Int? {
    guard try cursor.peekType() == .number else {
      add(.other("count"), try cursor.readWords(.everything), cursor)
      return nil
    }
    return try cursor.readInteger()
  }

  private mutating func readMessage(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .object else {
      return add(.other("message"), try cursor.readWords(.everything), cursor)
    }
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      switch try OllamaAnswerName.table.unambiguousName(of: key, in: cursor) {
      case .content: add(.content, try cursor.readWords(.everything), cursor)
      case .thinking: add(.reasoning, try cursor.readWords(.everything), cursor)
      case .role: add(.other("role"), try cursor.readWords(.exceptIdentifiers), cursor)
      case .toolCalls: try readToolCalls(&cursor)
      case .images: try readImages(&cursor)
      default:
        let words = try cursor.readWords(.everything)
        add(.other(cursor.name(of: key)), words, cursor)
      }
    }
  }

  private mutating func readImages(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .array else {
      return add(.other("images"), try cursor.readWords(.everything), cursor)
    }
    var scope = try cursor.enterArray()
    while try cursor.nextElement(&scope) { add(.other("images"), try cursor.readEncoded(), cursor) }
  }

  @inline(__always)
  mutating func add(
    _ field: @autoclosure () -> AnswerField, _ words: TracedText, _ cursor: borrowing JSONCursor
  ) {
    guard !words.text.isEmpty else { return }
    choice.texts.append(AnswerText(field: field(), text: words.text))
    if cursor.isTraced { choice.sources.append(words.pieces) }
  }
}
