/// Reads a `response` object: a whole answer, or what some events hold.
///
/// # What it says of the request
///
/// `instructions`, `tools`, `tool_choice`, `text`, `prompt`, `user`, `safety_identifier` and `prompt_cache_key` repeat
/// the request, as `metadata` does while it has the protocol's bounds (16 pairs of at most 64 and 512 characters). They
/// are no texts of the answer. Judged as such, a system prompt that forbids a thing by its name would have every answer
/// refused, three times in each stream, and its personal data, which the client wrote itself, would be taken out. The
/// words were judged as the request's; no server lets a model write there, and clients show none of it. An upstream
/// that is out to deceive could hide words in these fields, as it could in anything else that no person reads.
///
/// Every other string is a text, but for constants that look like constants.
struct ResponseObjectReader {
  private static let maxMetadataPairs = 16
  private static let maxMetadataKey = 64
  private static let maxMetadataValue = 512

  /// Whether what it says was said by events before.
  let isRepeat: Bool
  private(set) var object = ResponseObject(range: 0..<0)
  private(set) var id: Range<Int>?
  private(set) var model: Range<Int>?
  private(set) var created: Int?
  private(set) var hasError = false
  private(set) var status: ResponseStatus?
  /// Index of the text of `output_text`.
  private var joinedText: Int?

  init(isRepeat: Bool) { self.isRepeat = isRepeat }

  mutating func read(_ cursor: inout JSONCursor, into texts: inout ResponsesTexts) throws(JSONFault) {
    let start = cursor.position
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      object.isEmpty = false
      let field = try ResponseObjectField.table.unambiguousName(of: key, in: cursor)
      _ = try cursor.peekType()
      let value = cursor.position
      let first = texts.choice.texts.count
      if let field {
        try read(field, &cursor, &texts)
      } else {
        if !cursor.words(key).text.isEmpty { object.hasWordsAsKey = true }
        let words = try cursor.readWords(of: key)
        add(words, cursor.name(of: key), &texts)
      }
      let isReplaced = field?.isReplaced ?? false
      if !isReplaced, texts.choice.texts.count > first { object.words.append(value..<cursor.position) }
    }
    object.range = start..<cursor.position
    settleJoinedText(&texts)
  }

  private mutating func read(
    _ field: ResponseObjectField, _ cursor: inout JSONCursor, _ texts: inout ResponsesTexts
  ) throws(JSONFault) {
    let type = try cursor.peekType()
    let start = cursor.position
    switch field {
    case .id: id = try cursor.skipString()
    case .model: model = try cursor.skipString()
    case .createdAt:
      if type == .number { created = try cursor.readInteger() } else { try cursor.skipValue() }
    case .status:
      if type == .string {
        let token = try cursor.scanString()
        status = ResponseStatus.table.name(of: token, in: cursor)
        if !cursor.isIdentifier(token) { add(cursor.words(token), field.rawValue, &texts) }
      } else {
        add(try cursor.readWords(.everything), field.rawValue, &texts)
      }
      object.status = start..<cursor.position
    case .error:
      if type != .null { hasError = true }
      add(try cursor.readWords(.items), field.rawValue, &texts)
      object.error = start..<cursor.position
    case .incompleteDetails:
      add(try cursor.readWords(.exceptIdentifiers), field.rawValue, &texts)
      object.incompleteDetails = start..<cursor.position
    case .output:
      try readOutput(&cursor, &texts)
      object.output = start..<cursor.position
    case .outputText:
      let index = texts.choice.texts.count
      texts.add(
        try cursor.readWords(.everything), .other(field.rawValue), part: ResponsesPart.content(0), isRepeat: isRepeat)
      if texts.choice.texts.count > index { joinedText = index }
      object.outputText = start..<cursor.position
    case .usage:
      try cursor.skipValue()
      object.usage = start..<cursor.position
      object.hasUsage = type == .object
    case .completedAt:
      try cursor.skipValue()
      object.completedAt = start..<cursor.position
    case .instructions, .prompt, .text, .tools, .user, .promptCacheKey, .safetyIdentifier, .toolChoice:
      try cursor.skipValue()
    case .metadata: try readMetadata(&cursor, &texts)
    case .object, .background, .conversation, .include, .moderation, .reasoning, .store, .temperature, .truncation,
      .contextManagement, .frequencyPenalty, .maxOutputTokens, .maxToolCalls, .parallelToolCalls, .presencePenalty,
      .previousResponseID, .promptCacheOptions, .promptCacheRetention, .serviceTier, .topLogprobs, .topP:
      add(try cursor.readWords(.exceptIdentifiers), field.rawValue, &texts)
    }
  }

  private func readOutput(_ cursor: inout JSONCursor, _ texts: inout ResponsesTexts) throws(JSONFault) {
    guard try cursor.peekType() == .array else { return add(try cursor.readWords(.everything), "output", &texts) }
    var scope = try cursor.enterArray()
    var index = 0
    while try cursor.nextElement(&scope) {
      var reader = OutputItemReader(output: index, isRepeat: isRepeat)
      _ = try reader.read(&cursor, into: &texts)
      index += 1
    }
  }

  /// Skips what the request's metadata may be, and takes all words of what it may not be.
  private func readMetadata(_ cursor: inout JSONCursor, _ texts: inout ResponsesTexts) throws(JSONFault) {
    guard try cursor.peekType() == .object else { return add(try cursor.readWords(.everything), "metadata", &texts) }
    let start = cursor.position
    if try skipMetadata(&cursor) { return }
    cursor.position = start
    add(try cursor.readWords(.everything), "metadata", &texts)
  }

  /// Takes an object; whether it is metadata by the protocol.
  private func skipMetadata(_ cursor: inout JSONCursor) throws(JSONFault) -> Bool {
    var scope = try cursor.enterObject()
    var pairs = 0
    var isMetadata = true
    while let key = try cursor.nextKey(&scope) {
      pairs += 1
      let isString = try cursor.peekType() == .string
      let start = cursor.position
      try cursor.skipValue()
      // A character takes four bytes at most; what is written longer, as escapes, is read as a text.
      isMetadata =
        isMetadata && isString && pairs <= Self.maxMetadataPairs && Int(key.count) <= 4 * Self.maxMetadataKey
        && cursor.position - start <= 4 * Self.maxMetadataValue + 2
    }
    return isMetadata
  }

  /// `output_text` says again what the output's only text said. Where there are several, it is a text of its own.
  private func settleJoinedText(_ texts: inout ResponsesTexts) {
    guard let joinedText else { return }
    let joined = texts.choice.texts[joinedText]
    var content = texts.choice.texts[..<joinedText].filter { $0.field == .content }[...]
    guard let only = content.popFirst(), content.isEmpty, only.text == joined.text else { return }
    texts.makeRepeat(at: joinedText, field: only.field, part: only.part)
  }

  private func add(_ words: TracedText, _ path: @autoclosure () -> String, _ texts: inout ResponsesTexts) {
    texts.add(words, .other(path()), part: ResponsesPart.content(0), isRepeat: isRepeat)
  }
}
