package import NIOCore

/// Writes whole answers that a policy gives in the model's place (`chat.completion`).
///
/// A refusal is an ordinary answer: the policy's text as the content, `finish_reason` `content_filter`.
package enum AnswerRendering {
  /// A whole completion in which every choice is refused.
  ///
  /// - Parameter usage: the bytes of upstream's `usage` object; nil, when the model was not called, writes zeros.
  package static func refusedCompletion(
    _ envelope: AnswerEnvelope, message: String, choiceCount: Int = 1, usage: ByteBuffer? = nil
  ) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 384 + choiceCount * (message.utf8.count + 160))
    writeHead(envelope, object: "chat.completion", to: &buffer)
    for index in 0..<choiceCount {
      if index > 0 { buffer.writeStaticString(",") }
      writeRefusedChoice(index: index, message: message, to: &buffer)
    }
    buffer.writeStaticString("],\"usage\":")
    writeUsage(usage, to: &buffer)
    buffer.writeStaticString("}")
    return buffer
  }

  /// One refused choice of a whole completion.
  package static func refusedChoice(index: Int, message: String) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: message.utf8.count + 160)
    writeRefusedChoice(index: index, message: message, to: &buffer)
    return buffer
  }

  private static func writeRefusedChoice(index: Int, message: String, to buffer: inout ByteBuffer) {
    buffer.writeString("{\"index\":\(index),\"message\":{\"role\":\"assistant\",\"content\":")
    buffer.writeJSONString(message)
    buffer.writeStaticString(",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"content_filter\"}")
  }

  /// Everything up to the opening bracket of `choices`, included.
  static func writeHead(_ envelope: AnswerEnvelope, object: StaticString, to buffer: inout ByteBuffer) {
    buffer.writeStaticString("{\"id\":")
    buffer.writeJSONString(envelope.id)
    buffer.writeStaticString(",\"object\":\"")
    buffer.writeStaticString(object)
    buffer.writeString("\",\"created\":\(envelope.created),\"model\":")
    buffer.writeJSONString(envelope.model)
    if let fingerprint = envelope.systemFingerprint {
      buffer.writeStaticString(",\"system_fingerprint\":")
      buffer.writeJSONString(fingerprint)
    }
    buffer.writeStaticString(",\"choices\":[")
  }

  static func writeUsage(_ usage: ByteBuffer?, to buffer: inout ByteBuffer) {
    if let usage {
      buffer.writeImmutableBuffer(usage)
    } else {
      buffer.writeStaticString("{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}")
    }
  }
}
