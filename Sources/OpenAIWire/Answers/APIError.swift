package import NIOCore

/// An error in the shape that OpenAI's clients read, with its HTTP status.
package struct APIError: Error, Sendable, Equatable, CustomStringConvertible {
  package var status: Int
  package var message: String
  /// A class of errors: `invalid_request_error`, `authentication_error`, `upstream_error`, ...
  package var type: String
  /// The field at fault.
  package var param: String?
  /// A word for programs.
  package var code: String?

  package init(status: Int, message: String, type: String, param: String? = nil, code: String? = nil) {
    self.status = status
    self.message = message
    self.type = type
    self.param = param
    self.code = code
  }

  package var description: String { "\(status) \(type): \(message)" }

  /// `{"error":{"message":...,"type":...,"param":...,"code":...}}`
  package var body: ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 128 + message.utf8.count)
    write(to: &buffer)
    return buffer
  }

  /// The error as an event, for a stream whose head is already sent. No `[DONE]` follows: the stream has failed.
  package var event: ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 136 + message.utf8.count)
    buffer.writeStaticString("data: ")
    write(to: &buffer)
    buffer.writeStaticString("\n\n")
    return buffer
  }

  private func write(to buffer: inout ByteBuffer) {
    buffer.writeStaticString("{\"error\":{\"message\":")
    buffer.writeJSONString(message)
    buffer.writeStaticString(",\"type\":")
    buffer.writeJSONString(type)
    buffer.writeStaticString(",\"param\":")
    buffer.writeJSONString(orNull: param)
    buffer.writeStaticString(",\"code\":")
    buffer.writeJSONString(orNull: code)
    buffer.writeStaticString("}}")
  }
}
