import NIOCore

/// Writes `chat.completion` and `chat.completion.chunk` objects.
struct ChatAnswerWriter: AnswerWriter {
  var envelope: AnswerEnvelope
  private let choiceCount: Int
  private let includesUsage: Bool
  /// Choices of which something was sent, so that the client knows their role.
  private var seen: Set<Int> = []
  private var progress = AnswerProgress()

  init(envelope: AnswerEnvelope, choiceCount: Int, includesUsage: Bool) {
    self.envelope = envelope
    self.choiceCount = choiceCount
    self.includesUsage = includesUsage
  }

  func refusedAnswer(_ message: String, choiceCount: Int, usage: ByteBuffer?) -> ByteBuffer {
    AnswerRendering.refusedCompletion(envelope, message: message, choiceCount: choiceCount, usage: usage)
  }

  func withholding(_ messages: [Int: String], in document: AnswerDocument) -> ByteBuffer {
    var replacements: [Int: ByteBuffer] = [:]
    for (index, message) in messages {
      replacements[index] = AnswerRendering.refusedChoice(index: index, message: message)
    }
    return AnswerRendering.replacingChoices(in: document, with: replacements)
  }

  func refusedStream(_ message: String) -> ByteBuffer {
    StreamRendering.refusedStream(
      envelope, message: message, choiceCount: choiceCount, includesUsage: includesUsage)
  }

  mutating func note(_ document: AnswerDocument, without cut: Set<Int>) {
    for choice in document.choices where !cut.contains(choice.index) { seen.insert(choice.index) }
    progress.note(document)
  }

  mutating func cut(choice: Int, message: String) -> ByteBuffer {
    progress.noteCut()
    return StreamRendering.cutChunks(
      envelope, index: choice, message: message, includesRole: seen.insert(choice).inserted,
      includesUsage: includesUsage)
  }

  mutating func end() -> ByteBuffer {
    var buffer = ByteBuffer()
    if includesUsage, !progress.sawUsageAlone {
      buffer = StreamRendering.usageChunk(envelope, usage: progress.usage ?? progress.countedUsage)
    }
    buffer.writeImmutableBuffer(EventRendering.done)
    return buffer
  }

  func removing(_ choices: Set<Int>, from document: AnswerDocument) -> ByteBuffer? {
    let isEmptied = document.choices.allSatisfy { choices.contains($0.index) } && document.usage == nil
    if isEmptied { return nil }
    return EventRendering.event(AnswerRendering.removingChoices(in: document, indices: choices))
  }

  func withoutTexts(_ document: AnswerDocument) -> ByteBuffer? {
    document.usageBytes.map { StreamRendering.usageChunk(envelope, usage: $0) }
  }
}
