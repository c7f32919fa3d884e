/// The time limits of the data plane, each a configuration key.
package struct ProxyTimeouts: Sendable, Equatable {
  /// A client's head and body, from their first byte to their last.
  package var request: Duration = .seconds(60)
  /// A keep-alive client connection without a request.
  package var clientIdle: Duration = .seconds(75)
  /// A pooled upstream connection without a request.
  package var upstreamIdle: Duration = .seconds(30)
  /// Connecting to upstream, TLS handshake included.
  package var connect: Duration = .seconds(5)
  /// Between two bytes of an answer, and until its first: a model may think for long.
  package var answerIdle: Duration = .seconds(120)
  /// A whole exchange, from the request's last byte to the answer's last.
  package var total: Duration = .seconds(600)
  /// A client that takes nothing of an answer that is waiting for it.
  package var clientStall: Duration = .seconds(60)
  /// Judging one stage of a request.
  package var judging: Duration = .seconds(10)
  /// Draining open exchanges at shutdown.
  package var drain: Duration = .seconds(30)

  package init() {}
}
