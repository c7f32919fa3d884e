import NIOCore

/// Reads an Anthropic message, or an event of its stream (API version 2023-06-01).
///
/// A content block is a part: its index is the part's number. Every string is a text of the one choice but for
/// constants and ids while they look like such, and what is encrypted or encoded while it has no spaces. What a field
/// is read as depends on its name, not on the type of the event or block, which need not be true.
struct AnthropicAnswerReader: AnswerReading {
  /// An object whose fields have a meaning here.
  private enum Level {
    case document, message, delta
  }

  /// Stands for the index of an event's block until that is known.
  static let pendingPart = -1
  /// The largest index that a block can have.
  private static let maxPart = 1 << 24

  private(set) var document: AnswerDocument
  private let kind: AnswerDocument.Kind
  var choice = AnswerChoice(index: 0, range: 0..<0, texts: [], finishReason: nil)
  private var event = AnthropicEvent()
  private var places = AnswerPlaces()

  init(bytes: ByteBuffer, kind: AnswerDocument.Kind) {
    document = AnswerDocument(bytes: bytes, dialect: .anthropicMessages, kind: kind)
    self.kind = kind
  }

  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .object else { throw cursor.fault(.wrongType(expected: "an object")) }
    let start = cursor.position
    places.start = start + 1
    try readFields(kind == .whole ? .message : .document, isTop: true, &cursor)
    choice.range = start..<cursor.position
    if kind == .whole { event.places = places } else { settleParts() }
    document.detail = .anthropic(event)
    document.choices = [choice]
  }

  /// Gives the texts of an event's block the index of the block, which may come after them.
  private mutating func settleParts() {
    let part = event.index ?? 0
    for text in choice.texts.indices where choice.texts[text].part == Self.pendingPart {
      choice.texts[text].part = part
      switch choice.texts[text].field {
      case .toolName: choice.texts[text].field = .toolName(part)
      case .toolArguments: choice.texts[text].field = .toolArguments(part)
      default: break
      }
    }
    if event.kind == .blockStop, let index = event.index { choice.finishedParts = [index] }
  }

  private mutating func readFields(_ level: Level, isTop: Bool, _ cursor: inout JSONCursor) throws(JSONFault) {
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      let name = try AnthropicAnswerName.table.unambiguousName(of: key, in: cursor)
      let type = try cursor.peekType()
      let (start, firstText) = (cursor.position, choice.texts.count)
      switch (level, name) {
      case (.document, .message) where type == .object: try readFields(.message, isTop: false, &cursor)
      case (.document, .delta) where type == .object: try readFields(.delta, isTop: false, &cursor)
      case (.document, .contentBlock) where type == .object: try readBlock(Self.pendingPart, &cursor)
      case (.document, .index): try readIndex(&cursor)
      case (_, .type): try readType(isTop: isTop, &cursor)
      case (_, .error): try readError(&cursor)
      case (.message, .id): document.idRange = try cursor.skipString()
      case (.message, .model): document.modelRange = try cursor.skipString()
      case (.message, .content) where type == .array: try readBlocks(&cursor)
      case (.message, .content): try add(.content, part: 0, cursor.readWords(.everything), cursor)
      case (.message, .stopReason), (.delta, .stopReason): try readStopReason(&cursor)
      case (.message, .usage), (.document, .usage):
        try add(other: "usage", cursor.readWords(.exceptIdentifiers), cursor)
        if type == .object { document.usage = start..<cursor.position }
      case (.delta, .text): try add(.content, part: Self.pendingPart, cursor.readWords(.everything), cursor)
      case (.delta, .thinking): try add(.reasoning, part: Self.pendingPart, cursor.readWords(.everything), cursor)
      case (.delta, .partialJSON):
        try add(.toolArguments(0), part: Self.pendingPart, cursor.readWords(.everything), cursor)
      case (.delta, .citation):
        try add(.other("citations"), part: Self.pendingPart, cursor.readBlockWords(), cursor)
      case (.delta, .signature): try add(.other("signature"), part: Self.pendingPart, cursor.readEncoded(), cursor)
      case (_, .role), (_, .stopSequence), (_, .container), (_, .diagnostics):
        try add(other: cursor.name(of: key), cursor.readWords(.exceptIdentifiers), cursor)
      case (_, .stopDetails): try add(other: "stop_details", cursor.readBlockWords(), cursor)
      default:
        let words = try cursor.readWords(.everything)
        let part = level == .delta ? Self.pendingPart : 0
        add(.other(cursor.name(of: key)), part: part, words, cursor)
      }
      if isTop, kind == .whole { note(name, start..<cursor.position, saysWords: choice.texts.count > firstText) }
    }
  }

  /// Takes note of where a field of a whole message stands.
  private mutating func note(_ name: AnthropicAnswerName?, _ range: Range<Int>, saysWords: Bool) {
    switch name {
    case .content: places.content = range
    case .stopReason: places.reason = range
    case .stopSequence: places.words.append(range)
    case .type, .role, .usage, .error: if saysWords { places.isMalformed = true }
    default: if saysWords { places.words.append(range) }
    }
  }

  private mutating func readType(isTop: Bool, _ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .string else {
      return try add(other: "type", cursor.readWords(.everything), cursor)
    }
    let token = try cursor.scanString()
    if !cursor.isIdentifier(token) { add(other: "type", cursor.words(token), cursor) }
    guard isTop, kind == .chunk else { return }
    let type = cursor.text(token)
    document.eventType = type
    event.kind = AnthropicEvent.Kind(rawValue: type)
  }

  private mutating func readIndex(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .number else {
      return try add(other: "index", cursor.readWords(.everything), cursor)
    }
    if let index = try cursor.readInteger(), (0...Self.maxPart).contains(index) { event.index = index }
  }

  private mutating func readStopReason(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .string else {
      return try add(other: "stop_reason", cursor.readWords(.everything), cursor)
    }
    let token = try cursor.scanString()
    choice.finishReason = cursor.text(token)
    if !cursor.isIdentifier(token) { add(other: "stop_reason", cursor.words(token), cursor) }
  }

  /// Reads an error. Its strings are texts: upstream may quote the answer there.
  private mutating func readError(_ cursor: inout JSONCursor) throws(JSONFault) {
    if try cursor.peekType() != .null { document.hasError = true }
    try add(other: "error", cursor.readBlockWords(), cursor)
  }

  private mutating func readBlocks(_ cursor: inout JSONCursor) throws(JSONFault) {
    var scope = try cursor.enterArray()
    var part = 0
    while try cursor.nextElement(&scope) {
      if try cursor.peekType() == .object {
        try readBlock(part, &cursor)
      } else {
        try add(.content, part: part, cursor.readWords(.everything), cursor)
      }
      part += 1
    }
  }

  private mutating func add(other name: String, _ words: TracedText, _ cursor: borrowing JSONCursor) {
    add(.other(name), part: 0, words, cursor)
  }

  @inline(__always)
  mutating func add(
    _ field: @autoclosure () -> AnswerField, part: Int, _ words: TracedText, _ cursor: borrowing JSONCursor
  ) {
    guard !words.text.isEmpty else { return }
    choice.texts.append(AnswerText(field: field(), part: part, text: words.text))
    if cursor.isTraced { choice.sources.append(words.pieces) }
  }
}
