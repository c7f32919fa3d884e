import NIOCore
import NIOPosix
import OpenAIWire

/// Asks upstream whether it is there: any answer to `GET /v1/models` will do. On a connection of its own each time, off
/// the hot path.
final class UpstreamProber: Sendable {
  private let shared: ProxyShared

  init(shared: ProxyShared) { self.shared = shared }

  func status() async -> UpstreamStatus {
    let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    let answer = eventLoop.makePromise(of: UpstreamStatus.self)
    let shared = shared
    eventLoop.execute {
      let probe = UpstreamProbe(shared: shared, eventLoop: eventLoop, answer: answer)
      probe.start()
    }
    do { return try await answer.futureResult.get() } catch { return .unreachable(reason: "\(error)") }
  }
}

/// One question to upstream; keeps itself alive until it is answered.
private final class UpstreamProbe: UpstreamUser {
  private let pool: UpstreamPool
  private let answer: EventLoopPromise<UpstreamStatus>
  private let renderer: UpstreamRequestRenderer
  private var connection: UpstreamConnection?
  private var timeout: Scheduled<Void>?
  private var itself: UpstreamProbe?
  private let eventLoop: any EventLoop
  private let limit: TimeAmount

  init(shared: ProxyShared, eventLoop: any EventLoop, answer: EventLoopPromise<UpstreamStatus>) {
    let configuration = shared.configuration
    let connector = UpstreamConnector(
      eventLoop: eventLoop, address: configuration.upstream, timeout: configuration.timeouts.connect,
      tls: shared.upstreamTLS)
    pool = UpstreamPool(
      limit: 1, waitingLimit: 1, headLimit: configuration.limits.headBytes,
      idleTimeout: configuration.timeouts.upstreamIdle, connect: { connector.connect($0) })
    renderer = shared.upstreamRequests
    limit = TimeAmount(configuration.timeouts.connect)
    self.eventLoop = eventLoop
    self.answer = answer
  }

  func start() {
    itself = self
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    timeout = eventLoop.scheduleTask(in: limit) { bound.value.finish(.unreachable(reason: "no answer in time")) }
    pool.lease(to: self, fresh: true)
  }

  var wantsUpstream: Bool { itself != nil && connection == nil }

  func upstreamIsReady(_ connection: UpstreamConnection) {
    self.connection = connection
    connection.send(renderer.probe(), body: nil, isHead: false)
  }

  func upstreamSentHead(_ head: HTTPResponseHead) {
    // 401 and 404 are answers too; 5xx says that the server itself cannot serve.
    finish(head.status < 500 ? .reachable : .unreachable(reason: "it answered with status \(head.status)"))
  }

  func upstreamSentBody(_ bytes: ByteBuffer) {}

  func upstreamPaused() {}

  func upstreamEnded() { connection = nil }

  func upstreamFailed(_ failure: UpstreamFailure) {
    connection = nil
    finish(.unreachable(reason: failure.description))
  }

  private func finish(_ status: UpstreamStatus) {
    guard itself != nil else { return }
    timeout?.cancel()
    answer.succeed(status)
    connection?.cancel()
    connection = nil
    pool.close()
    // The pool goes with the probe, which the closing connection still tells of its end: only after that.
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    eventLoop.scheduleTask(in: .seconds(1)) { bound.value.itself = nil }
  }
}
