/// Reads one part of an item's content or summary.
struct OutputPartReader {
  /// `AnswerText.part`.
  let part: Int
  let isRepeat: Bool
  /// Whether its text is reasoning whatever its type says.
  let isReasoning: Bool

  /// - Returns: the part's type, where it is a known one.
  @discardableResult
  func read(_ cursor: inout JSONCursor, into texts: inout ResponsesTexts) throws(JSONFault) -> ResponsesPartType? {
    let first = texts.choice.texts.count
    var type: ResponsesPartType?
    if try cursor.peekType() == .object {
      type = try readObject(&cursor, &texts)
    } else {
      texts.add(try cursor.readWords(.everything), .content, part: part, isRepeat: isRepeat)
    }
    let saysReasoning = type == .reasoningText || type == .summaryText
    if isReasoning || saysReasoning { texts.turnContent(into: .reasoning, from: first) }
    return type
  }

  private func readObject(
    _ cursor: inout JSONCursor, _ texts: inout ResponsesTexts
  ) throws(JSONFault) -> ResponsesPartType? {
    var type: ResponsesPartType?
    var text = ""
    var logprobs: FoundLogprobs?
    var scope = try cursor.enterObject()
    while let key = try cursor.nextKey(&scope) {
      guard let field = try ResponsesPartField.table.unambiguousName(of: key, in: cursor) else {
        let words = try cursor.readWords(of: key)
        texts.add(words, .other(cursor.name(of: key)), part: part, isRepeat: isRepeat)
        continue
      }
      let words: TracedText
      switch field {
      case .text:
        let words = try cursor.readWords(.everything)
        text = words.text
        texts.add(words, .content, part: part, isRepeat: isRepeat)
        continue
      case .refusal:
        texts.add(try cursor.readWords(.everything), .refusal, part: part, isRepeat: isRepeat)
        continue
      case .logprobs:
        logprobs = try texts.readLogprobs(&cursor)
        continue
      case .type:
        if try cursor.peekType() == .string {
          let token = try cursor.scanString()
          type = ResponsesPartType.table.name(of: token, in: cursor)
          words = cursor.isIdentifier(token) ? .empty : cursor.words(token)
        } else {
          words = try cursor.readWords(.everything)
        }
      case .detail: words = try cursor.readConstant()
      case .outcome, .promptCacheBreakpoint: words = try cursor.readWords(.items)
      case .annotations: words = try cursor.readWords(.items)
      case .logs, .stdout, .stderr, .filename: words = try cursor.readWords(.everything)
      case .url, .fileData, .fileID, .fileURL, .imageURL, .inputAudio: words = try cursor.readWordsUnlessMedia()
      }
      texts.add(words, .other(field.rawValue), part: part, isRepeat: isRepeat)
    }
    try texts.settle(logprobs, beside: text, &cursor, part: part, isRepeat: isRepeat)
    return type
  }
}
