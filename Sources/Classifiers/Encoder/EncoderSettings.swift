/// How texts are laid out for the encoder: what the weights were trained with, and what this build does.
struct EncoderSettings: Sendable, Equatable {
  /// Most tokens of a prompt's window, with the first token and the separator.
  static let promptTokens = 256
  /// Tokens that neighbouring windows share.
  static let overlap = 64
  /// Last tokens of the prompt that go with an answer.
  static let contextTokens = 96
  /// Unicode scalars of the prompt's end in which those tokens are looked for, so that a long prompt is not read whole
  /// for each passage of its answer.
  static let contextScalars = 2000
  /// Most tokens of an answer's window.
  static let answerTokens = 288
  /// Turns before the last user text that go with it where conversations are judged whole.
  static let earlierTurns = 3
  /// Unicode scalars of a turn's end that are looked at for it.
  static let turnScalars = 4000
  /// Tokens of the longest input: a prompt, an answer, the first token and two separators.
  static let mostTokens = contextTokens + answerTokens + 3

  /// Whether the weights were trained on conversations, too, so that one is judged beside its texts.
  var judgesConversations: Bool

  /// - Throws: `badWeights` for weights that were trained with other settings.
  init(_ numbers: [UInt32]) throws(ClassifierFailure) {
    let expected: [(name: String, value: Int)] = [
      ("prompt tokens", Self.promptTokens), ("overlap", Self.overlap), ("context tokens", Self.contextTokens),
      ("context characters", Self.contextScalars),
      ("answer tokens", Self.answerTokens), ("refusal opening", RefusalOpening.characters),
      ("passage window", PassageCutter.judgedWindow), ("passage context", PassageCutter.judgedContext),
      ("earlier turns", Self.earlierTurns),
    ]
    guard numbers.count == expected.count + 1 else {
      throw .badWeights(reason: "they have \(numbers.count) settings, not \(expected.count + 1)")
    }
    for ((name, value), number) in zip(expected, numbers) where number != value {
      throw .badWeights(reason: "their \(name) is \(number), and this build has \(value)")
    }
    guard let last = numbers.last, last <= 1 else {
      throw .badWeights(reason: "their setting for conversations is neither 0 nor 1")
    }
    judgesConversations = last == 1
  }
}
