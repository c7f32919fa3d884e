import NIOCore

/// What is known of the tokens of a stream, from the events of upstream's that were sent.
struct AnswerProgress: Sendable {
  /// The last `usage` object.
  private(set) var usage: ByteBuffer?
  /// Events that carried text, sent or withheld at a cut: a lower bound of the tokens that the model made.
  private(set) var textEvents = 0
  /// Whether an event with the usage and nothing else was sent.
  private(set) var sawUsageAlone = false

  mutating func note(_ document: AnswerDocument) {
    for choice in document.choices where !choice.texts.isEmpty { textEvents += 1 }
    guard let usage = document.usageBytes else { return }
    // A copy: a slice would keep the whole of what was read alive.
    self.usage = ByteBuffer(bytes: usage.readableBytesView)
    if document.choices.isEmpty { sawUsageAlone = true }
  }

  /// An event that carried text was withheld.
  mutating func noteCut() { textEvents += 1 }

  /// The usage of an answer that was cut before upstream told it, in OpenAI's words: each event with text is at least one
  /// token. The prompt's tokens are unknown.
  var countedUsage: ByteBuffer {
    ByteBuffer(
      string: "{\"prompt_tokens\":0,\"completion_tokens\":\(textEvents),\"total_tokens\":\(textEvents)}")
  }
}
