/// The texts of one document of an answer as they are found.
struct ResponsesTexts {
  /// The only choice there is.
  private(set) var choice = AnswerChoice(index: 0, range: 0..<0, texts: [], finishReason: nil)

  /// Adds a text; an empty one carries nothing and is left out.
  mutating func add(
    _ words: TracedText, _ field: @autoclosure () -> AnswerField, part: Int, isRepeat: Bool = false
  ) {
    guard !words.text.isEmpty else { return }
    choice.texts.append(AnswerText(field: field(), part: part, text: words.text, isRepeat: isRepeat))
    if !words.pieces.isEmpty { choice.sources.append(words.pieces) }
  }

  /// Gives the texts from `first` on that are content another field.
  mutating func turnContent(into field: AnswerField, from first: Int) {
    for index in first..<choice.texts.count where choice.texts[index].field == .content {
      choice.texts[index].field = field
    }
  }

  /// Takes a text back.
  mutating func remove(at index: Int) {
    choice.texts.remove(at: index)
    if !choice.sources.isEmpty { choice.sources.remove(at: index) }
  }

  /// Makes a text a repeat of the strand that it says.
  mutating func makeRepeat(at index: Int, field: AnswerField, part: Int) {
    choice.texts[index].field = field
    choice.texts[index].part = part
    choice.texts[index].isRepeat = true
  }

  /// Takes the log probabilities beside a text, which say it again, token by token.
  mutating func readLogprobs(_ cursor: inout JSONCursor) throws(JSONFault) -> FoundLogprobs? {
    if try cursor.peekType() == .null {
      try cursor.readNull()
      return nil
    }
    let isArray = try cursor.peekType() == .array
    var found = FoundLogprobs(start: cursor.position)
    try found.reader.read(&cursor)
    if isArray { choice.logprobArrays.append(found.start..<cursor.position) }
    return found
  }

  /// Adds the words of log probabilities that say something else than the text beside them.
  ///
  /// - Parameter text: what is said beside them.
  mutating func settle(
    _ found: FoundLogprobs?, beside text: String, _ cursor: inout JSONCursor, part: Int, isRepeat: Bool
  ) throws(JSONFault) {
    guard let found, found.reader.hasOthers || !text.utf8.elementsEqual(found.reader.tokens.utf8) else { return }
    let end = cursor.position
    cursor.position = found.start
    add(try cursor.readWords(.everything), .other("logprobs"), part: part, isRepeat: isRepeat)
    cursor.position = end
  }

  /// The choice at the document's end.
  func finished(bytes: Int, finishReason: String?, finishedParts: [Int]) -> AnswerChoice {
    var choice = choice
    choice.range = 0..<bytes
    choice.finishReason = finishReason
    choice.finishedParts = finishedParts
    return choice
  }
}
