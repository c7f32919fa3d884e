/// Why a guard model gave no verdict.
enum GuardFailure: Error, Equatable, Sendable {
  /// Too many questions were waiting, or a request had too many of its own.
  case overloaded
  /// The text is longer than may be asked about.
  case tooLong
  /// No answer within the guard model's time.
  case tooSlow
  /// No connection, or it was lost.
  case unreachable
  /// A status other than 200.
  case status
  /// Not acceptable HTTP, too large, or not the answer of its format.
  case unreadable
  /// Its address is none that can be asked.
  case misconfigured

  /// One word for metrics.
  var word: String {
    switch self {
    case .overloaded: "overloaded"
    case .tooLong: "too_long"
    case .tooSlow: "too_slow"
    case .unreachable: "unreachable"
    case .status: "status"
    case .unreadable: "unreadable"
    case .misconfigured: "misconfigured"
    }
  }
}

extension GuardFailure {
  init(_ failure: UpstreamFailure) {
    self =
      switch failure {
      case .unreachable, .closedEarly, .shuttingDown: .unreachable
      case .overloaded: .overloaded
      case .idle, .tooSlow: .tooSlow
      case .malformed, .unreadable, .encoded: .unreadable
      }
  }
}
