package import NIOCore

/// Writes the events of a streamed answer that a policy gives in the model's place (`chat.completion.chunk`).
package enum StreamRendering {
  /// The events that end one choice: the policy's message, then `finish_reason` `content_filter`.
  ///
  /// - Parameters:
  ///   - includesRole: whether nothing was released for this choice, so that the role must still be said.
  ///   - includesUsage: whether the client asked for usage, so that every chunk has `"usage":null` as OpenAI writes it.
  package static func cutChunks(
    _ envelope: AnswerEnvelope, index: Int, message: String, includesRole: Bool, includesUsage: Bool = false
  ) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 512 + message.utf8.count)
    writeCut(
      envelope, index: index, message: message, includesRole: includesRole, includesUsage: includesUsage, to: &buffer)
    return buffer
  }

  /// The event with the usage, which ends a stream whose client asked for it.
  ///
  /// - Parameter usage: the bytes of upstream's `usage` object; nil writes zeros.
  package static func usageChunk(_ envelope: AnswerEnvelope, usage: ByteBuffer? = nil) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 384)
    writeUsageChunk(envelope, usage: usage, to: &buffer)
    return buffer
  }

  /// A whole stream in which every choice is refused, for a prompt that never reached the model; ends with `[DONE]`.
  package static func refusedStream(
    _ envelope: AnswerEnvelope, message: String, choiceCount: Int = 1, includesUsage: Bool = false
  ) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 512 + choiceCount * (512 + message.utf8.count))
    for index in 0..<choiceCount {
      writeCut(
        envelope, index: index, message: message, includesRole: true, includesUsage: includesUsage, to: &buffer)
    }
    if includesUsage { writeUsageChunk(envelope, usage: nil, to: &buffer) }
    buffer.writeImmutableBuffer(EventRendering.done)
    return buffer
  }

  private static func writeCut(
    _ envelope: AnswerEnvelope, index: Int, message: String, includesRole: Bool, includesUsage: Bool,
    to buffer: inout ByteBuffer
  ) {
    beginChunk(envelope, to: &buffer)
    buffer.writeString("{\"index\":\(index),\"delta\":{")
    if includesRole { buffer.writeStaticString("\"role\":\"assistant\",") }
    buffer.writeStaticString("\"content\":")
    buffer.writeJSONString(message)
    buffer.writeStaticString("},\"logprobs\":null,\"finish_reason\":null}]")
    endChunk(includesUsage: includesUsage, to: &buffer)
    beginChunk(envelope, to: &buffer)
    buffer.writeString("{\"index\":\(index),\"delta\":{},\"logprobs\":null,\"finish_reason\":\"content_filter\"}]")
    endChunk(includesUsage: includesUsage, to: &buffer)
  }

  private static func writeUsageChunk(_ envelope: AnswerEnvelope, usage: ByteBuffer?, to buffer: inout ByteBuffer) {
    beginChunk(envelope, to: &buffer)
    buffer.writeStaticString("],\"usage\":")
    AnswerRendering.writeUsage(usage, to: &buffer)
    buffer.writeStaticString("}\n\n")
  }

  private static func beginChunk(_ envelope: AnswerEnvelope, to buffer: inout ByteBuffer) {
    buffer.writeStaticString("data: ")
    AnswerRendering.writeHead(envelope, object: "chat.completion.chunk", to: &buffer)
  }

  private static func endChunk(includesUsage: Bool, to buffer: inout ByteBuffer) {
    if includesUsage { buffer.writeStaticString(",\"usage\":null") }
    buffer.writeStaticString("}\n\n")
  }
}
