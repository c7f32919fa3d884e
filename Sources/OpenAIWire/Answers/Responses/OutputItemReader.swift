/// Reads one item of an answer's output: a message, a reasoning, a call of a tool, what came of it.
///
/// Text that an event streams is a text of its own (a part's text, a call's name and arguments, each command of a
/// shell); every other field is one text of all its strings.
struct OutputItemReader {
  let output: Int
  let isRepeat: Bool
  /// The number of what is said outside of parts.
  private let part: Int
  private var item: OutputItem
  /// Index of the text of `result`, while it may be an image.
  private var encodedResult: Int?

  init(output: Int, isRepeat: Bool) {
    self.output = output
    self.isRepeat = isRepeat
    part = ResponsesPart.content(output)
    item = OutputItem(range: 0..<0, parts: [ResponsesPart.content(output)])
  }

  mutating func read(
    _ cursor: inout JSONCursor, into texts: inout ResponsesTexts
  ) throws(JSONFault) -> OutputItem? {
    guard try cursor.peekType() == .object else {
      add(try cursor.readWords(.everything), "output", &texts)
      return nil
    }
    let start = cursor.position
    let first = texts.choice.texts.count
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      if let field = try ResponsesItemField.table.unambiguousName(of: key, in: cursor) {
        try read(field, &cursor, &texts)
      } else {
        let words = try cursor.readWords(of: key)
        add(words, cursor.name(of: key), &texts)
      }
    }
    item.range = start..<cursor.position
    if item.type == .reasoning { texts.turnContent(into: .reasoning, from: first) }
    if item.type == .imageGenerationCall, let encodedResult { texts.remove(at: encodedResult) }
    return item
  }

  private mutating func read(
    _ field: ResponsesItemField, _ cursor: inout JSONCursor, _ texts: inout ResponsesTexts
  ) throws(JSONFault) {
    switch field {
    case .type: try readType(&cursor, &texts)
    case .id, .callID, .status: try readConstant(field, &cursor, &texts)
    case .role, .approve, .execution, .fingerprint, .phase, .approvalRequestID, .containerID, .createdBy,
      .maxOutputLength:
      add(try cursor.readConstant(), field.rawValue, &texts)
    case .name: texts.add(try cursor.readWords(.everything), .toolName(output), part: part, isRepeat: isRepeat)
    case .arguments, .input:
      let isString = try cursor.peekType() == .string
      let start = cursor.position
      // JSON that is no string is judged, and edited, as JSON.
      let words = isString ? try cursor.readWords(.everything) : try cursor.readJSON()
      if isString { item.arguments = start..<cursor.position }
      texts.add(
        words, field == .input ? .toolInput(output) : .toolArguments(output), part: part, isRepeat: isRepeat)
    case .code, .namespace, .reason, .serverLabel: add(try cursor.readWords(.everything), field.rawValue, &texts)
    case .content: item.content = try readParts(&cursor, &texts) { ResponsesPart.content($0, $1) }
    case .summary: item.summary = try readParts(isSummary: true, &cursor, &texts) { ResponsesPart.summary($0, $1) }
    case .output, .outputs: try readOutput(field.rawValue, &cursor, &texts)
    case .action: try readAction(&cursor, &texts)
    case .operation: try readOperation(&cursor, &texts)
    case .actions, .caller, .environment, .error, .queries, .results, .pendingSafetyChecks:
      add(try cursor.readWords(.items), field.rawValue, &texts)
    case .tools: add(try cursor.readWords(.schema), field.rawValue, &texts)
    case .result: try readResult(&cursor, &texts)
    case .encryptedContent: add(try cursor.readWordsUnlessMedia(), field.rawValue, &texts)
    }
  }

  private mutating func readType(_ cursor: inout JSONCursor, _ texts: inout ResponsesTexts) throws(JSONFault) {
    guard try cursor.peekType() == .string else { return add(try cursor.readWords(.everything), "type", &texts) }
    let token = try cursor.scanString()
    item.type = ResponsesItemType.table.name(of: token, in: cursor)
    if !cursor.isIdentifier(token) { add(cursor.words(token), "type", &texts) }
  }

  private mutating func readConstant(
    _ field: ResponsesItemField, _ cursor: inout JSONCursor, _ texts: inout ResponsesTexts
  ) throws(JSONFault) {
    let isString = try cursor.peekType() == .string
    let start = cursor.position
    add(try cursor.readConstant(), field.rawValue, &texts)
    guard isString else { return }
    switch field {
    case .id: item.id = start..<cursor.position
    case .callID: item.callID = start..<cursor.position
    default: item.status = start..<cursor.position
    }
  }

  /// - Parameter number: of a part by the item's and its own index.
  private mutating func readParts(
    isSummary: Bool = false, _ cursor: inout JSONCursor, _ texts: inout ResponsesTexts, number: (Int, Int) -> Int
  ) throws(JSONFault) -> Range<Int>? {
    guard try cursor.peekType() == .array else {
      let reader = OutputPartReader(part: number(output, 0), isRepeat: isRepeat, isReasoning: isSummary)
      try reader.read(&cursor, into: &texts)
      return nil
    }
    let start = cursor.position
    var scope = try cursor.enterArray()
    var index = 0
    while try cursor.nextElement(&scope) {
      let part = number(output, index)
      let reader = OutputPartReader(part: part, isRepeat: isRepeat, isReasoning: isSummary)
      try reader.read(&cursor, into: &texts)
      if part != item.parts.last { item.parts.append(part) }
      index += 1
    }
    return start..<cursor.position
  }

  /// What a tool gave: text, parts, or what each command of a shell wrote.
  private func readOutput(
    _ path: String, _ cursor: inout JSONCursor, _ texts: inout ResponsesTexts
  ) throws(JSONFault) {
    guard try cursor.peekType() == .array else {
      return try ShellOutputReader(path: path, part: part, isRepeat: isRepeat).read(&cursor, into: &texts)
    }
    var scope = try cursor.enterArray()
    var index = 0
    while try cursor.nextElement(&scope) {
      try ShellOutputReader(path: "\(path)[\(index)]", part: part, isRepeat: isRepeat).read(&cursor, into: &texts)
      index += 1
    }
  }

  /// What a tool is to do; commands of a shell are streamed, each for itself.
  private func readAction(_ cursor: inout JSONCursor, _ texts: inout ResponsesTexts) throws(JSONFault) {
    guard try cursor.peekType() == .object else { return add(try cursor.readWords(.items), "action", &texts) }
    var words = GatheredWords()
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      let isArray = try cursor.peekType() == .array
      guard isArray, ItemKeyword.table.name(of: key, in: cursor) == .commands else {
        try cursor.gatherWords(of: key, .items, into: &words)
        continue
      }
      var commands = try cursor.enterArray()
      var index = 0
      while try cursor.nextElement(&commands) {
        add(try cursor.readWords(.everything), "action.commands[\(index)]", &texts)
        index += 1
      }
    }
    add(words.text, "action", &texts)
  }

  /// A change of a file; the difference is streamed.
  private func readOperation(_ cursor: inout JSONCursor, _ texts: inout ResponsesTexts) throws(JSONFault) {
    guard try cursor.peekType() == .object else { return add(try cursor.readWords(.items), "operation", &texts) }
    var words = GatheredWords()
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      if ItemKeyword.table.name(of: key, in: cursor) == .diff {
        add(try cursor.readWords(.everything), "operation.diff", &texts)
      } else {
        try cursor.gatherWords(of: key, .items, into: &words)
      }
    }
    add(words.text, "operation", &texts)
  }

  /// An image that was generated, or what a program gave: the type says which, and may come later.
  private mutating func readResult(_ cursor: inout JSONCursor, _ texts: inout ResponsesTexts) throws(JSONFault) {
    guard try cursor.peekType() == .string else { return add(try cursor.readWords(.everything), "result", &texts) }
    let token = try cursor.scanString()
    if cursor.isUnspaced(token), !token.isEmpty { encodedResult = texts.choice.texts.count }
    add(cursor.words(token), "result", &texts)
  }

  private func add(_ words: TracedText, _ path: @autoclosure () -> String, _ texts: inout ResponsesTexts) {
    texts.add(words, .other(path()), part: part, isRepeat: isRepeat)
  }
}
