/// What a line of Ollama's `/api/chat`, or a whole answer, says beyond its texts.
struct OllamaLine: Sendable, Equatable {
  /// Whether it is the last.
  var isDone = false
  /// Tokens of the prompt; nil where it does not say.
  var promptCount: Int?
  /// Tokens of the answer; nil where it does not say.
  var answerCount: Int?
  /// Of a whole answer.
  var places: AnswerPlaces?
}
