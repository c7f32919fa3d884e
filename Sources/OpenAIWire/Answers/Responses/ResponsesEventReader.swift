/// Reads one event.
///
/// Which text a field belongs to may be said after it: the fields are found first, and read when all are known.
struct ResponsesEventReader {
  /// A field that holds text.
  private struct Found {
    /// Nil for one that is not known.
    var field: ResponsesEventField?
    var name: String
    /// What the key says where the field is not known and it is no plain identifier.
    var keyWords = TracedText.empty
    /// Offset of the value.
    var start: Int
  }

  private(set) var event = ResponsesEvent()
  /// `type`, where it is a string.
  private(set) var typeName: String?
  private(set) var hasError = false
  private(set) var response: ResponseObjectReader?
  private var texts = ResponsesTexts()
  private var commandIndex = 0
  private var annotationIndex = 0
  /// The text that the event is there for.
  private var text = ""
  private var logprobs: FoundLogprobs?

  func choice(bytes: Int) -> AnswerChoice {
    var finishReason: String?
    var finishedParts: [Int] = []
    if let type = event.type {
      if type.isEnding {
        finishReason = response?.status?.rawValue ?? String(type.rawValue.dropFirst("response.".count))
      }
      switch type {
      case .itemDone: finishedParts = event.item?.parts ?? [itemPart]
      case .partDone: finishedParts = [contentPart]
      case .summaryPartDone: finishedParts = [summaryPart]
      default: break
      }
    }
    return texts.finished(bytes: bytes, finishReason: finishReason, finishedParts: finishedParts)
  }

  private var itemPart: Int { ResponsesPart.content(event.outputIndex ?? 0) }
  private var contentPart: Int { ResponsesPart.content(event.outputIndex ?? 0, event.contentIndex ?? 0) }
  private var summaryPart: Int { ResponsesPart.summary(event.outputIndex ?? 0, event.summaryIndex ?? 0) }

  mutating func read(_ cursor: inout JSONCursor) throws(JSONFault) {
    var found: [Found] = []
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      let field = try ResponsesEventField.table.unambiguousName(of: key, in: cursor)
      let type = try cursor.peekType()
      let start = cursor.position
      switch (field, type) {
      case (.type, .string):
        let token = try cursor.scanString()
        typeName = cursor.text(token)
        // Words in the place of a type are words.
        if !cursor.isIdentifier(token) { found.append(Found(field: .type, name: "type", start: start)) }
      case (.sequenceNumber, .number): event.sequenceNumber = try cursor.readInteger()
      case (.outputIndex, .number): event.outputIndex = try cursor.readInteger()
      case (.contentIndex, .number): event.contentIndex = try cursor.readInteger()
      case (.summaryIndex, .number): event.summaryIndex = try cursor.readInteger()
      case (.commandIndex, .number): commandIndex = try cursor.readInteger() ?? 0
      case (.annotationIndex, .number): annotationIndex = try cursor.readInteger() ?? 0
      default:
        try cursor.skipValue()
        let isScalar = type == .number || type == .bool || type == .null
        if isScalar, field != nil || cursor.words(key).text.isEmpty { continue }
        if field == .itemID { event.itemID = start..<cursor.position }
        found.append(Found(field: field, name: field?.rawValue ?? cursor.name(of: key), start: start))
        if field == nil { found[found.count - 1].keyWords = cursor.words(key) }
      }
    }
    let end = cursor.position
    event.type = typeName.flatMap(ResponsesEventType.init)
    if event.type == .error { hasError = true }
    for entry in found {
      cursor.position = entry.start
      try read(entry, &cursor)
    }
    cursor.position = end
    try texts.settle(
      logprobs, beside: text, &cursor, part: contentPart, isRepeat: event.type?.isRepeat ?? false)
  }

  private mutating func read(_ found: Found, _ cursor: inout JSONCursor) throws(JSONFault) {
    guard let field = found.field else {
      add(found.keyWords, .other(found.name), contentPart)
      return add(try cursor.readWords(.everything), .other(found.name), contentPart)
    }
    if let type = event.type, type.textField == field {
      let (strand, part) = strand(of: type)
      let words = try cursor.readWords(.everything)
      text = words.text
      return texts.add(words, strand, part: part, isRepeat: type.isRepeat)
    }
    switch field {
    case .item: try readItem(&cursor)
    case .part: try readPart(&cursor)
    case .response: try readResponse(&cursor)
    case .delta: try readDelta(&cursor)
    case .output: try readOutput(&cursor)
    case .annotation: try readAnnotation(&cursor)
    case .logprobs: logprobs = try texts.readLogprobs(&cursor)
    case .name: add(try cursor.readWords(.everything), .toolName(event.outputIndex ?? 0), itemPart)
    case .error:
      hasError = true
      add(try cursor.readWords(.items), .other(found.name), contentPart)
    case .obfuscation, .partialImage: add(try cursor.readWordsUnlessMedia(), .other(found.name), contentPart)
    case .type, .annotationIndex, .commandIndex, .contentIndex, .itemID, .outputIndex, .sequenceNumber, .summaryIndex,
      .background, .quality, .size, .status, .outputFormat, .partialImageIndex, .responseID:
      add(try cursor.readConstant(), .other(found.name), contentPart)
    case .code where event.type == .error:
      add(try cursor.readConstant(), .other(found.name), contentPart)
    case .arguments, .code, .command, .diff, .input, .message, .param, .refusal, .text:
      add(try cursor.readWords(.everything), .other(found.name), contentPart)
    }
  }

  /// Which strand an event's text belongs to.
  private func strand(of type: ResponsesEventType) -> (AnswerField, part: Int) {
    let output = event.outputIndex ?? 0
    switch type {
    case .textDelta, .textDone: return (.content, contentPart)
    case .refusalDelta, .refusalDone: return (.refusal, contentPart)
    case .reasoningDelta, .reasoningDone: return (.reasoning, contentPart)
    case .summaryDelta, .summaryDone: return (.reasoning, summaryPart)
    case .transcriptDelta: return (.audioTranscript, contentPart)
    case .functionArgumentsDelta, .functionArgumentsDone, .mcpArgumentsDelta, .mcpArgumentsDone:
      return (.toolArguments(output), itemPart)
    case .customInputDelta, .customInputDone: return (.toolInput(output), itemPart)
    case .codeDelta, .codeDone: return (.other("code"), itemPart)
    case .commandAdded, .commandDelta, .commandDone: return (.other("action.commands[\(commandIndex)]"), itemPart)
    case .diffDelta, .diffDone: return (.other("operation.diff"), itemPart)
    default: preconditionFailure("\(type.rawValue) has no text")
    }
  }

  private mutating func readItem(_ cursor: inout JSONCursor) throws(JSONFault) {
    var reader = OutputItemReader(output: event.outputIndex ?? 0, isRepeat: event.type != .itemAdded)
    event.item = try reader.read(&cursor, into: &texts)
  }

  private mutating func readPart(_ cursor: inout JSONCursor) throws(JSONFault) {
    let isSummary = event.type == .summaryPartAdded || event.type == .summaryPartDone
    let isAdded = event.type == .partAdded || event.type == .summaryPartAdded
    let start = cursor.position
    let reader = OutputPartReader(
      part: isSummary ? summaryPart : contentPart, isRepeat: !isAdded, isReasoning: isSummary)
    event.partType = try reader.read(&cursor, into: &texts)
    event.part = start..<cursor.position
  }

  private mutating func readResponse(_ cursor: inout JSONCursor) throws(JSONFault) {
    guard try cursor.peekType() == .object else {
      return add(try cursor.readWords(.everything), .other("response"), contentPart)
    }
    var reader = ResponseObjectReader(isRepeat: true)
    try reader.read(&cursor, into: &texts)
    event.response = reader.object
    response = reader
    if reader.hasError { hasError = true }
  }

  /// A delta that is no text: audio, or what a command wrote.
  private mutating func readDelta(_ cursor: inout JSONCursor) throws(JSONFault) {
    switch event.type {
    case .audioDelta: add(try cursor.readWordsUnlessMedia(), .other("delta"), contentPart)
    case .shellOutputDelta:
      try ShellOutputReader(path: "output[\(commandIndex)]", part: itemPart, isRepeat: false).read(
        &cursor, into: &texts)
    default: add(try cursor.readWords(.everything), .other("delta"), contentPart)
    }
  }

  /// What a command wrote, said again.
  private mutating func readOutput(_ cursor: inout JSONCursor) throws(JSONFault) {
    let isArray = try cursor.peekType() == .array
    guard isArray, event.type == .shellOutputDone else {
      return add(try cursor.readWords(.items), .other("output"), contentPart)
    }
    var scope = try cursor.enterArray()
    while try cursor.nextElement(&scope) {
      try ShellOutputReader(path: "output[\(commandIndex)]", part: itemPart, isRepeat: true).read(&cursor, into: &texts)
    }
  }

  /// A citation. Those of one part are repeated as one text, each on lines of its own.
  private mutating func readAnnotation(_ cursor: inout JSONCursor) throws(JSONFault) {
    var words = try cursor.readWords(.items)
    if annotationIndex > 0, !words.text.isEmpty {
      words.text = "\n" + words.text
      for index in words.pieces.indices { words.pieces[index].offset += 1 }
    }
    add(words, .other("annotations"), contentPart)
  }

  private mutating func add(_ words: TracedText, _ field: AnswerField, _ part: Int) {
    texts.add(words, field, part: part, isRepeat: event.type?.isRepeat ?? false)
  }
}
