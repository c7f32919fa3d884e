import OpenAIWire

extension APIError {
  /// What a client is told whose request cannot be changed as the policy asks.
  init(_ fault: RequestChangeFault) {
    self = .invalidRequest("the request cannot be forwarded: \(fault)", code: "cannot_be_redacted")
  }

  /// What a client is told whose bytes are no acceptable HTTP.
  init(_ fault: HTTPFault) {
    self =
      switch fault {
      case .bodyTooLarge: .payloadTooLarge(fault.description)
      case .headTooLarge:
        APIError(
          status: 431, message: fault.description, type: "invalid_request_error", code: "request_head_too_large")
      case .unsupportedVersion:
        APIError(status: 505, message: fault.description, type: "invalid_request_error", code: "http_version")
      case .malformed, .truncated: .invalidRequest(fault.description, code: "malformed_http")
      }
  }
}
