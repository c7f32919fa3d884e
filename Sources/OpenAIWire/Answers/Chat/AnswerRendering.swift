import NIOCore

/// Writes what answers with `choices` have in common, and changes answers of upstream.
package enum AnswerRendering {
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
