import NIOCore

/// Writes `chat.completion` and `chat.completion.chunk` objects.
///
/// A refusal is an ordinary answer: the policy's text as the content, `finish_reason` `content_filter`.
struct ChatAnswerWriter: ChoicesAnswerWriter {
  static let answerObject: StaticString = "chat.completion"
  static let eventObject: StaticString = "chat.completion.chunk"

  var envelope: AnswerEnvelope
  let choiceCount: Int
  let includesUsage: Bool
  private(set) var progress = AnswerProgress()
  /// Choices of which something was sent, so that the client knows their role.
  private var seen: Set<Int> = []

  init(envelope: AnswerEnvelope, choiceCount: Int, includesUsage: Bool) {
    self.envelope = envelope
    self.choiceCount = choiceCount
    self.includesUsage = includesUsage
  }

  mutating func note(_ document: AnswerDocument, without cut: Set<Int>) {
    for choice in document.choices where !cut.contains(choice.index) { seen.insert(choice.index) }
    progress.note(document)
  }

  mutating func cut(choice: Int, message: String) -> ByteBuffer {
    progress.noteCut()
    var buffer = ByteBufferAllocator().buffer(capacity: 512 + message.utf8.count)
    writeCut(choice: choice, message: message, isFirst: seen.insert(choice).inserted, to: &buffer)
    return buffer
  }

  static func writeRefusedChoice(index: Int, message: String, to buffer: inout ByteBuffer) {
    buffer.writeString("{\"index\":\(index),\"message\":{\"role\":\"assistant\",\"content\":")
    buffer.writeJSONString(message)
    buffer.writeStaticString(",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"content_filter\"}")
  }

  /// The role where it must still be said, then the policy's message and the reason in one event: the official client's
  /// parsing stream would else take the message for the structured output that was asked for. Where usage was asked for,
  /// every event has `"usage":null`, as OpenAI writes it.
  func writeCut(choice: Int, message: String, isFirst: Bool, to buffer: inout ByteBuffer) {
    if isFirst {
      beginEvent(in: &buffer)
      buffer.writeString("{\"index\":\(choice),\"delta\":{\"role\":\"assistant\",\"content\":\"\"},")
      buffer.writeStaticString("\"logprobs\":null,\"finish_reason\":null}")
      endEvent(hasNullUsage: includesUsage, in: &buffer)
    }
    beginEvent(in: &buffer)
    buffer.writeString("{\"index\":\(choice),\"delta\":{\"content\":")
    buffer.writeJSONString(message)
    buffer.writeStaticString("},\"logprobs\":null,\"finish_reason\":\"content_filter\"}")
    endEvent(hasNullUsage: includesUsage, in: &buffer)
  }
}
