/// How an exchange ended for the client.
enum ExchangeOutcome: String, CaseIterable, Sendable {
  /// The client got upstream's whole answer.
  case answered
  /// A rule refused the prompt; upstream was not called.
  case refused
  /// A rule withheld the answer or its rest.
  case cut
  /// The request itself was wrong: an error of 4xx.
  case rejected
  /// The proxy itself could not answer: an error of 5xx.
  case failed
  /// Upstream gave no whole answer.
  case upstreamFailed = "upstream_failed"
  /// The client went away first.
  case clientGone = "client_gone"
}
