import NIOCore

/// Writes `text_completion` objects.
struct CompletionsAnswerWriter: AnswerWriter {
  var envelope: AnswerEnvelope

  func refusedAnswer(_ message: String, choiceCount: Int, usage: ByteBuffer?) -> ByteBuffer { ByteBuffer() }
  func withholding(_ messages: [Int: String], in document: AnswerDocument) -> ByteBuffer { ByteBuffer() }
  func refusedStream(_ message: String) -> ByteBuffer { ByteBuffer() }
  mutating func note(_ document: AnswerDocument, without cut: Set<Int>) {}
  mutating func cut(choice: Int, message: String) -> ByteBuffer { ByteBuffer() }
  mutating func end() -> ByteBuffer { ByteBuffer() }
  func removing(_ choices: Set<Int>, from document: AnswerDocument) -> ByteBuffer? { nil }
  func withoutTexts(_ document: AnswerDocument) -> ByteBuffer? { nil }
}
