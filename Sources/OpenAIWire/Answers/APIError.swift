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
  /// After how long it makes sense to ask again, for the header `retry-after`; nil where nobody can say.
  package var retryAfterSeconds: Int?

  package init(
    status: Int, message: String, type: String, param: String? = nil, code: String? = nil,
    retryAfterSeconds: Int? = nil
  ) {
    self.status = status
    self.message = message
    self.type = type
    self.param = param
    self.code = code
    self.retryAfterSeconds = retryAfterSeconds
  }

  package var description: String { "\(status) \(type): \(message)" }

  /// The error as JSON, in the shape that the dialect's clients read.
  package func body(for dialect: Dialect = .chatCompletions) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 128 + message.utf8.count)
    switch dialect {
    case .chatCompletions, .completions, .responses, .embeddings, .moderations: writeOpenAI(to: &buffer)
    case .anthropicMessages: writeAnthropic(to: &buffer)
    case .ollamaChat: writeOllama(to: &buffer)
    }
    return buffer
  }

  /// The error as an event, for a stream whose head is already sent. Nothing follows it: the stream has failed.
  ///
  /// - Parameter number: of the event, in dialects that number them.
  package func event(for dialect: Dialect = .chatCompletions, number: Int = 0) -> ByteBuffer {
    switch dialect {
    case .chatCompletions, .completions, .embeddings, .moderations: EventRendering.event(body(for: dialect))
    case .responses: EventRendering.event(responsesEvent(number), name: "error")
    case .anthropicMessages: EventRendering.event(body(for: dialect), name: "error")
    case .ollamaChat: EventRendering.line(body(for: dialect))
    }
  }

  /// `{"error":{"message":...,"type":...,"param":...,"code":...}}`
  private func writeOpenAI(to buffer: inout ByteBuffer) {
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

  /// `{"type":"error","error":{"type":...,"message":...}}` (Anthropic's API, "Errors").
  private func writeAnthropic(to buffer: inout ByteBuffer) {
    buffer.writeStaticString("{\"type\":\"error\",\"error\":{\"type\":")
    buffer.writeJSONString(anthropicType)
    buffer.writeStaticString(",\"message\":")
    buffer.writeJSONString(message)
    buffer.writeStaticString("}}")
  }

  /// Anthropic's word for the class of the error, by its status.
  private var anthropicType: String {
    switch status {
    case 401: "authentication_error"
    case 403: "permission_error"
    case 404: "not_found_error"
    case 413: "request_too_large"
    case 429: "rate_limit_error"
    case 400..<500: "invalid_request_error"
    case 503: "overloaded_error"
    default: "api_error"
    }
  }

  /// `{"error":"..."}` (Ollama's API).
  private func writeOllama(to buffer: inout ByteBuffer) {
    buffer.writeStaticString("{\"error\":")
    buffer.writeJSONString(message)
    buffer.writeStaticString("}")
  }

  /// `{"type":"error","code":...,"message":...,"param":...,"sequence_number":...}` (OpenAI, `ResponseErrorEvent`).
  private func responsesEvent(_ number: Int) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 128 + message.utf8.count)
    buffer.writeStaticString("{\"type\":\"error\",\"code\":")
    buffer.writeJSONString(orNull: code)
    buffer.writeStaticString(",\"message\":")
    buffer.writeJSONString(message)
    buffer.writeStaticString(",\"param\":")
    buffer.writeJSONString(orNull: param)
    buffer.writeString(",\"sequence_number\":\(number)}")
    return buffer
  }
}
