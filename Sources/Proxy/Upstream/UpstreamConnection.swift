import NIOCore
import OpenAIWire

/// One connection to upstream: sends a request at a time and hands its answer to the user it is leased to.
final class UpstreamConnection: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private unowned let pool: UpstreamPool
  private var reader: HTTPResponseReader
  private var context: ChannelHandlerContext?
  /// Strong while leased, and let go at the answer's end: a weak reference would slow down every count of the user's.
  private var user: (any UpstreamUser)?
  /// Whether the running answer leaves the connection usable.
  private var isKeptAlive = true
  private var isPaused = false
  private var readIsPending = false
  /// Whether any byte of the running answer has come.
  private(set) var hasAnswered = false
  /// Whether it has carried an answer before: only then can it have gone stale in the pool.
  private(set) var wasUsed = false
  /// Since when it lies in the pool.
  var idleSince = NIODeadline.distantPast

  /// Whether the pool counts it as open.
  var isEstablished = false

  init(pool: UpstreamPool, headLimit: Int) {
    self.pool = pool
    reader = HTTPResponseReader(headLimit: headLimit)
  }

  var isActive: Bool { context?.channel.isActive ?? false }

  // MARK: What a user does

  func lease(to user: any UpstreamUser) {
    precondition(self.user == nil, "an upstream connection is leased twice")
    self.user = user
    hasAnswered = false
    isKeptAlive = true
  }

  /// The rest of the running answer is another user's.
  func handOver(to user: any UpstreamUser) {
    guard self.user != nil else { return }
    self.user = user
  }

  /// Sends a whole request.
  ///
  /// - Parameters:
  ///   - request: the head and, when small, the body.
  ///   - body: the rest of it.
  func send(_ request: ByteBuffer, body: ByteBuffer?, isHead: Bool) {
    reader.answersHead = isHead
    guard let context else { return }
    context.write(wrapOutboundOut(request), promise: nil)
    if let body { context.write(wrapOutboundOut(body), promise: nil) }
    context.flush()
  }

  /// Stops reading until `resume`: the client does not drain.
  func pause() { isPaused = true }

  func resume() {
    guard isPaused else { return }
    isPaused = false
    if readIsPending {
      readIsPending = false
      context?.read()
    }
  }

  /// The user wants no more of this answer: the connection closes, which stops the model.
  func cancel() {
    user = nil
    context?.close(promise: nil)
  }

  // MARK: What the channel does

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func read(context: ChannelHandlerContext) {
    if isPaused { readIsPending = true } else { context.read() }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard user != nil else {
      // Bytes that nobody asked for: the connection cannot be trusted any more.
      return context.close(promise: nil)
    }
    hasAnswered = true
    reader.append(unwrapInboundIn(data))
    do {
      while let user {
        switch try reader.next() {
        case .needsMore: return user.upstreamPaused()
        case .head(let head):
          isKeptAlive = head.isKeptAlive
          user.upstreamSentHead(head)
        case .body(let bytes): user.upstreamSentBody(bytes)
        case .end: return finish()
        }
      }
    } catch {
      fail(.malformed(error))
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if isEstablished { pool.connectionClosed(self) }
    if user != nil {
      do {
        if case .end = try reader.closed() {
          isKeptAlive = false
          finish()
        }
      } catch { fail(.closedEarly) }
    }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    fail(.unreachable(reason: "\(error)"))
    context.close(promise: nil)
  }

  private func finish() {
    let user = user
    self.user = nil
    isPaused = false
    if isKeptAlive, reader.isBetweenResponses, isActive {
      wasUsed = true
      pool.give(back: self)
      resumeReading()
    } else {
      context?.close(promise: nil)
    }
    user?.upstreamEnded()
  }

  /// A read that was held back while the last user was slow; without it a close in the pool would go unseen.
  private func resumeReading() {
    guard readIsPending else { return }
    readIsPending = false
    context?.read()
  }

  private func fail(_ failure: UpstreamFailure) {
    let user = user
    self.user = nil
    user?.upstreamFailed(failure)
  }
}
