import OpenAIWire

/// Why upstream gave no whole answer.
enum UpstreamFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// No connection could be made; the reason is the system's.
  case unreachable(reason: String)
  /// The connection ended before the answer did.
  case closedEarly
  /// What it sent is not acceptable HTTP.
  case malformed(HTTPFault)
  /// No connection was free, and too many requests were waiting for one.
  case overloaded
  /// No byte came for this long.
  case idle(seconds: Int64)
  /// The whole answer took longer than this.
  case tooSlow(seconds: Int64)
  /// An answer that cannot be moderated.
  case unreadable(ModerationFault)
  /// It answered in a content coding, which was not asked for and cannot be judged.
  case encoded
  /// The proxy is shutting down.
  case shuttingDown

  var description: String {
    switch self {
    case .unreachable(let reason): "the model server cannot be reached: \(reason)"
    case .closedEarly: "the model server closed the connection in the middle of its answer"
    case .malformed(let fault): "the model server's answer is not acceptable: \(fault)"
    case .overloaded: "too many requests are waiting for the model server"
    case .idle(let seconds): "the model server sent nothing for \(seconds) s"
    case .tooSlow(let seconds): "the model server's answer took longer than \(seconds) s"
    case .unreadable(let fault): fault.description
    case .encoded: "the model server's answer is compressed, which was not asked for"
    case .shuttingDown: "the proxy is shutting down"
    }
  }

  /// The error that the client is shown.
  var apiError: APIError {
    switch self {
    case .overloaded, .shuttingDown: .overloaded(description)
    case .idle, .tooSlow: .gatewayTimeout(description)
    default: .badGateway(description)
    }
  }
}

extension UpstreamFailure {
  /// Whether the connection was lost, as a pooled one is that the server closed meanwhile.
  var isConnectionLoss: Bool {
    switch self {
    case .closedEarly, .unreachable: true
    default: false
    }
  }
}
