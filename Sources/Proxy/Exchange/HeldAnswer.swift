import NIOCore
import OpenAIWire

/// A first answer, held back while the model is asked once more. Nothing of it has reached the client.
final class HeldAnswer: UpstreamUser {
  let moderator: AnswerModerator
  let head: HTTPResponseHead
  /// When its request went out.
  let sent: NIODeadline?
  /// Nil when the answer is complete, or broken off.
  private(set) var connection: UpstreamConnection?
  /// What came since: at most what was read at once.
  private(set) var rest = EarlyAnswer()

  init(
    moderator: AnswerModerator, head: HTTPResponseHead, sent: NIODeadline?, connection: UpstreamConnection?
  ) {
    self.moderator = moderator
    self.head = head
    self.sent = sent
    self.connection = connection
    connection?.handOver(to: self)
    connection?.pause()
  }

  /// The answer is not wanted any more: the model stops.
  func cancel() {
    connection?.cancel()
    connection = nil
  }

  /// Lets go of the connection, for somebody else to use.
  func takeConnection() -> UpstreamConnection? {
    defer { connection = nil }
    return connection
  }

  var wantsUpstream: Bool { false }

  func upstreamIsReady(_ connection: UpstreamConnection) { preconditionFailure("a held answer leases nothing") }

  func upstreamSentHead(_ head: HTTPResponseHead) { preconditionFailure("a second head for one answer") }

  func upstreamSentBody(_ bytes: ByteBuffer) {
    rest.body.append(bytes)
    connection?.pause()
  }

  func upstreamPaused() {}

  func upstreamEnded() {
    connection = nil
    rest.end = .complete
  }

  func upstreamFailed(_ failure: UpstreamFailure) {
    connection = nil
    rest.end = .failed(failure)
  }
}
