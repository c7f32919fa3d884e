/// The errors that the data plane answers with.
extension APIError {
  /// 400: the request is not one that can be served.
  package static func invalidRequest(_ message: String, param: String? = nil, code: String? = nil) -> APIError {
    APIError(status: 400, message: message, type: "invalid_request_error", param: param, code: code)
  }

  /// 400: what the request's reader found.
  package init(_ fault: ModelRequestFault) {
    self = .invalidRequest(fault.message, param: fault.param, code: fault.code)
  }

  /// 401: no key, or one that is not known.
  package static func invalidAPIKey(_ message: String) -> APIError {
    APIError(status: 401, message: message, type: "authentication_error", code: "invalid_api_key")
  }

  /// 404: a path that is not served.
  package static func notFound(_ message: String) -> APIError {
    APIError(status: 404, message: message, type: "invalid_request_error", code: "not_found")
  }

  /// 405: a path that is served, by another method.
  package static func methodNotAllowed(_ message: String) -> APIError {
    APIError(status: 405, message: message, type: "invalid_request_error", code: "method_not_allowed")
  }

  /// 408: the client took too long to send its request.
  package static func requestTimeout(_ message: String) -> APIError {
    APIError(status: 408, message: message, type: "invalid_request_error", code: "request_timeout")
  }

  /// A body above the limit. 400, as for everything else that is wrong with a body, which clients know not to retry.
  package static func payloadTooLarge(_ message: String) -> APIError {
    APIError(status: 400, message: message, type: "invalid_request_error", code: "request_too_large")
  }

  /// 429: more requests than the client may make.
  package static func rateLimited(_ message: String, retryAfterSeconds: Int) -> APIError {
    APIError(
      status: 429, message: message, type: "rate_limit_error", code: "rate_limit_exceeded",
      retryAfterSeconds: retryAfterSeconds)
  }

  /// 503: what the proxy keeps its records in does not answer.
  package static func recordsUnavailable(_ message: String) -> APIError {
    APIError(
      status: 503, message: message, type: "server_error", code: "records_unavailable", retryAfterSeconds: 5)
  }

  /// 500: a failure of the proxy itself.
  package static func internalFailure(_ message: String) -> APIError {
    APIError(status: 500, message: message, type: "server_error", code: "internal_error")
  }

  /// 502: upstream cannot be reached, or its answer cannot be read.
  package static func badGateway(_ message: String, code: String = "upstream_unavailable") -> APIError {
    APIError(status: 502, message: message, type: "upstream_error", code: code)
  }

  /// 504: upstream did not answer in time.
  package static func gatewayTimeout(_ message: String) -> APIError {
    APIError(status: 504, message: message, type: "upstream_error", code: "upstream_timeout")
  }

  /// 503: too many requests are under way.
  package static func overloaded(_ message: String) -> APIError {
    APIError(status: 503, message: message, type: "overloaded_error", code: "overloaded")
  }
}
