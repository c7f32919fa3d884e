import NIOCore
import OpenAIWire

/// One request to a guard model's server and its whole answer.
///
/// Confined to its event loop. Follows no redirect, keeps no cookie, and shows its key to nobody else: a status other
/// than 200 is a failure.
final class GuardCall: UpstreamUser {
  private let pool: UpstreamPool
  private let request: ByteBuffer
  private let answerLimit: Int
  /// Nil once it was called, or nobody waits for it any more.
  private var complete: ((Result<ByteBuffer, GuardFailure>) -> Void)?
  private var connection: UpstreamConnection?
  private var body = ByteBuffer()
  private var hasRetried = false

  init(
    _ request: ByteBuffer, through pool: UpstreamPool, answerLimit: Int,
    then complete: @escaping (Result<ByteBuffer, GuardFailure>) -> Void
  ) {
    self.pool = pool
    self.request = request
    self.answerLimit = answerLimit
    self.complete = complete
  }

  /// Maybe calls back before this returns.
  func start() { pool.lease(to: self, fresh: false) }

  /// Nobody waits for the answer any more: the connection closes, which stops the model.
  func cancel() {
    complete = nil
    release()
  }

  var wantsUpstream: Bool { complete != nil && connection == nil }

  func upstreamIsReady(_ connection: UpstreamConnection) {
    self.connection = connection
    connection.send(request, body: nil, isHead: false)
  }

  func upstreamSentHead(_ head: HTTPResponseHead) {
    guard head.status == 200 else { return finish(.failure(.status)) }
    if let coding = head.fields.text(.contentEncoding), coding.lowercased() != "identity" {
      finish(.failure(.unreadable))
    }
  }

  func upstreamSentBody(_ bytes: ByteBuffer) {
    guard body.readableBytes + bytes.readableBytes <= answerLimit else { return finish(.failure(.unreadable)) }
    body.writeImmutableBuffer(bytes)
  }

  func upstreamPaused() {}

  func upstreamEnded() {
    connection = nil
    finish(.success(body))
  }

  func upstreamFailed(_ failure: UpstreamFailure) {
    let isStale = connection.map { $0.wasUsed && !$0.hasAnswered } ?? false
    connection = nil
    guard complete != nil else { return }
    // The server closed a pooled connection just as the request went out.
    if isStale, !hasRetried, failure.isConnectionLoss {
      hasRetried = true
      return pool.lease(to: self, fresh: true)
    }
    finish(.failure(GuardFailure(failure)))
  }

  private func finish(_ result: Result<ByteBuffer, GuardFailure>) {
    guard let complete else { return }
    self.complete = nil
    release()
    complete(result)
  }

  private func release() {
    if let connection {
      connection.cancel()
      self.connection = nil
    } else {
      pool.forget(self)
    }
  }
}
