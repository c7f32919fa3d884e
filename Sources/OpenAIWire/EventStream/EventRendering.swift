package import NIOCore

/// Writes events of a stream.
package enum EventRendering {
  /// The end of OpenAI's streams of chunks: `data: [DONE]`.
  package static let done = ByteBuffer(staticString: "data: [DONE]\n\n")

  /// A payload as an event, one `data` line for each of its lines.
  ///
  /// - Parameter name: of the event, without line ends; nil for none.
  package static func event(_ payload: ByteBuffer, name: String? = nil) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: payload.readableBytes + 8 + (name?.utf8.count ?? 0))
    if let name {
      buffer.writeStaticString("event: ")
      buffer.writeBytes(name.utf8.lazy.filter { !isLineEnd($0) })
      buffer.writeStaticString("\n")
    }
    // Between the tokens of a JSON document CR and LF mean the same, and inside its strings neither can stand.
    for line in payload.readableBytesView.split(omittingEmptySubsequences: false, whereSeparator: isLineEnd) {
      buffer.writeStaticString("data: ")
      buffer.writeBytes(line)
      buffer.writeStaticString("\n")
    }
    buffer.writeStaticString("\n")
    return buffer
  }

  /// A payload as a line of `application/x-ndjson`.
  package static func line(_ payload: ByteBuffer) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: payload.readableBytes + 1)
    // A line end between the tokens of a JSON document is white space like any other.
    buffer.writeBytes(payload.readableBytesView.lazy.map { isLineEnd($0) ? UInt8(ascii: " ") : $0 })
    buffer.writeStaticString("\n")
    return buffer
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
