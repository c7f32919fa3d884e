import NIOCore

/// Writes answers of Ollama's `/api/chat`, whole and as lines.
///
/// A refusal is an ordinary answer with `done_reason` `content_filter`.
struct OllamaAnswerWriter: AnswerWriter {
  private static let reason = "content_filter"

  var envelope: AnswerEnvelope
  private var progress = AnswerProgress()
  private var promptCount: Int?
  private var answerCount: Int?

  init(envelope: AnswerEnvelope) {
    self.envelope = envelope
  }

  // MARK: Whole answers

  func refusedAnswer(_ message: String, choiceCount: Int, usage: ByteBuffer?) -> ByteBuffer {
    lastLine(message, reason: Self.reason, promptCount: 0, answerCount: 0)
  }

  func withholding(_ messages: [Int: String], in document: AnswerDocument) -> ByteBuffer {
    guard let message = messages[0] else { return document.bytes }
    guard case .ollama(let line) = document.detail else { preconditionFailure("an answer of another dialect") }
    let answer = line.places?.withholding(
      document, content: Self.message(message), reason: (OllamaAnswerName.doneReason.rawValue, Self.reason))
    if let answer { return answer }
    // What is known of it cannot be told from what it says.
    let writer = OllamaAnswerWriter(envelope: AnswerEnvelope(of: document, fallback: envelope))
    return writer.lastLine(
      message, reason: Self.reason, promptCount: line.promptCount, answerCount: line.answerCount)
  }

  // MARK: Streams

  func refusedStream(_ message: String) -> ByteBuffer {
    var writer = OllamaAnswerWriter(envelope: envelope)
    writer.promptCount = 0
    var buffer = writer.cut(choice: 0, message: message)
    buffer.writeImmutableBuffer(writer.end())
    return buffer
  }

  mutating func note(_ document: AnswerDocument, without cut: Set<Int>) {
    progress.note(document)
    guard case .ollama(let line) = document.detail else { return }
    promptCount = line.promptCount ?? promptCount
    answerCount = line.answerCount ?? answerCount
  }

  mutating func cut(choice: Int, message: String) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 160 + message.utf8.count)
    writeHead(message, to: &buffer)
    buffer.writeStaticString(",\"done\":false}")
    return EventRendering.line(buffer)
  }

  mutating func end() -> ByteBuffer {
    // Each line with text is a token at least.
    let count = max(progress.textEvents, answerCount ?? 0)
    return EventRendering.line(lastLine("", reason: Self.reason, promptCount: promptCount, answerCount: count))
  }

  func event(_ payload: ByteBuffer, type: String?) -> ByteBuffer { EventRendering.line(payload) }

  func removing(_ choices: Set<Int>, from document: AnswerDocument) -> ByteBuffer? { nil }

  /// That the answer is over, and its counts.
  func withoutTexts(_ document: AnswerDocument) -> ByteBuffer? {
    guard case .ollama(let line) = document.detail, line.isDone else { return nil }
    return EventRendering.line(
      lastLine("", reason: "stop", promptCount: line.promptCount, answerCount: line.answerCount))
  }

  // MARK: Writing

  private func lastLine(_ message: String, reason: String, promptCount: Int?, answerCount: Int?) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 256 + message.utf8.count)
    writeHead(message, to: &buffer)
    buffer.writeString(",\"done\":true,\"done_reason\":\"\(reason)\"")
    if let promptCount { buffer.writeString(",\"prompt_eval_count\":\(promptCount)") }
    if let answerCount { buffer.writeString(",\"eval_count\":\(answerCount)") }
    buffer.writeStaticString("}")
    return buffer
  }

  private func writeHead(_ message: String, to buffer: inout ByteBuffer) {
    buffer.writeStaticString("{\"model\":")
    buffer.writeJSONString(envelope.model)
    buffer.writeStaticString(",\"created_at\":")
    buffer.writeJSONString(InternetTime.text(envelope.created))
    buffer.writeStaticString(",\"message\":")
    buffer.writeString(Self.message(message))
  }

  private static func message(_ content: String) -> String {
    var buffer = ByteBuffer()
    buffer.writeStaticString("{\"role\":\"assistant\",\"content\":")
    buffer.writeJSONString(content)
    buffer.writeStaticString("}")
    return String(buffer: buffer)
  }
}
