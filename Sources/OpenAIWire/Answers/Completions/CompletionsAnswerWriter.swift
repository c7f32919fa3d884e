import NIOCore

/// Writes `text_completion` objects, whole and as events: both have the same shape.
///
/// A refusal is an ordinary answer: the policy's text, `finish_reason` `content_filter`.
struct CompletionsAnswerWriter: ChoicesAnswerWriter {
  static let answerObject: StaticString = "text_completion"
  static let eventObject: StaticString = "text_completion"

  var envelope: AnswerEnvelope
  let choiceCount: Int
  let includesUsage: Bool
  private(set) var progress = AnswerProgress()

  init(envelope: AnswerEnvelope, choiceCount: Int, includesUsage: Bool) {
    self.envelope = envelope
    self.choiceCount = choiceCount
    self.includesUsage = includesUsage
  }

  mutating func note(_ document: AnswerDocument, without cut: Set<Int>) { progress.note(document) }

  mutating func cut(choice: Int, message: String) -> ByteBuffer {
    progress.noteCut()
    var buffer = ByteBufferAllocator().buffer(capacity: 256 + message.utf8.count)
    writeCut(choice: choice, message: message, isFirst: false, to: &buffer)
    return buffer
  }

  static func writeRefusedChoice(index: Int, message: String, to buffer: inout ByteBuffer) {
    buffer.writeStaticString("{\"text\":")
    buffer.writeJSONString(message)
    buffer.writeString(",\"index\":\(index),\"logprobs\":null,\"finish_reason\":\"content_filter\"}")
  }

  /// The message and the reason in one event: OpenAI's schema knows no event without a reason, and no null usage.
  func writeCut(choice: Int, message: String, isFirst: Bool, to buffer: inout ByteBuffer) {
    beginEvent(in: &buffer)
    Self.writeRefusedChoice(index: choice, message: message, to: &buffer)
    endEvent(hasNullUsage: false, in: &buffer)
  }
}
