/// One answer of the stand-in, to be sent whole or in chunks.
struct ChatAnswer: Sendable {
  let id: String
  /// Seconds since 1970.
  let created: Int
  let model: String
  let text: String
  let choices: Int
  let usage: Usage

  init(to call: ChatCall, id: String, created: Int) {
    self.id = id
    self.created = created
    model = call.model ?? StandInSpeech.model
    text = StandInSpeech.answer(to: call.lastUserText)
    choices = call.n ?? 1
    usage = Usage(
      promptTokens: call.promptTokens,
      completionTokens: choices * text.split(whereSeparator: \.isWhitespace).count)
  }

  var whole: ChatCompletion {
    ChatCompletion(
      id: id, created: created, model: model,
      choices: (0..<choices).map { .init(index: $0, message: .init(content: text)) }, usage: usage)
  }

  /// The chunks of a stream, a word each, all choices side by side; `[DONE]` is not one of them.
  func chunks(includesUsage: Bool) -> [ChatChunk] {
    var chunks = (0..<choices).map { chunk(index: $0, .init(role: "assistant", content: "")) }
    for word in Self.words(of: text) {
      chunks += (0..<choices).map { chunk(index: $0, .init(content: word)) }
    }
    chunks += (0..<choices).map { chunk(index: $0, .init(), finish: "stop") }
    if includesUsage {
      chunks.append(ChatChunk(id: id, created: created, model: model, choices: [], usage: usage))
    }
    return chunks
  }

  private func chunk(index: Int, _ delta: ChatChunk.Delta, finish: String? = nil) -> ChatChunk {
    ChatChunk(
      id: id, created: created, model: model,
      choices: [.init(index: index, delta: delta, finishReason: finish)], usage: nil)
  }

  /// The text cut before each blank, so that the pieces joined are the text.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text {
      if character == " ", !word.isEmpty {
        words.append(word)
        word = ""
      }
      word.append(character)
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
