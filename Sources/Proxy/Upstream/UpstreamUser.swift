import NIOCore
import OpenAIWire

/// Who uses an upstream connection for one request and its answer. Everything is called on the connection's event loop.
protocol UpstreamUser: AnyObject {
  /// False once the user has gone away: a connection that was being made for it serves another.
  var wantsUpstream: Bool { get }
  /// A connection was leased to the user, who sends its request now.
  func upstreamIsReady(_ connection: UpstreamConnection)
  func upstreamSentHead(_ head: HTTPResponseHead)
  /// A piece of the body, never empty.
  func upstreamSentBody(_ bytes: ByteBuffer)
  /// Everything that came with one read has been handed over.
  func upstreamPaused()
  /// The answer is complete, and the connection is no longer the user's.
  func upstreamEnded()
  /// There will be no (further) answer, and the connection is no longer the user's.
  func upstreamFailed(_ failure: UpstreamFailure)
}
