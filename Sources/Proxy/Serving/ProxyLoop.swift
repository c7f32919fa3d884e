import NIOCore
import OpenAIWire
import Policy
import RefusalLog
import Synchronization

/// Everything that belongs to one event loop: its client connections, its upstream connections, its counts.
///
/// A request stays on its loop from its first byte to its last, so none of this is shared or locked.
final class ProxyLoop {
  /// How often deadlines are looked at, counts published and log lines written.
  static let tickInterval = TimeAmount.milliseconds(100)

  let eventLoop: any EventLoop
  let shared: ProxyShared
  private var served: ServedPolicies
  private(set) var pool: UpstreamPool
  let guardModels: GuardModelClient
  var ids = DecisionIDSource()
  var tally = LoopTally()
  private var connections: [ObjectIdentifier: ClientConnection] = [:]
  private var lines = ByteBuffer()
  private(set) var isDraining = false
  /// Fulfilled when draining and no connection is left.
  private var drained: EventLoopPromise<Void>?

  init(eventLoop: any EventLoop, shared: ProxyShared) {
    self.eventLoop = eventLoop
    self.shared = shared
    served = ServedPolicies(shared.revisions)
    let configuration = shared.configuration
    let connector = UpstreamConnector(
      eventLoop: eventLoop, address: configuration.upstream, timeout: configuration.timeouts.connect,
      tls: shared.upstreamTLS)
    pool = UpstreamPool(
      limit: max(1, configuration.limits.upstreamConnections / configuration.threads),
      waitingLimit: max(1, configuration.limits.waitingRequests / configuration.threads),
      headLimit: configuration.limits.headBytes, idleTimeout: configuration.timeouts.upstreamIdle,
      connect: { connector.connect($0) })
    guardModels = GuardModelClient(eventLoop: eventLoop, access: shared.guardAccess)
  }

  /// The policies that run now, for a request that begins.
  func policies() -> ServedPolicies {
    if served.generation != shared.revisions.generation {
      served = ServedPolicies(shared.revisions)
    }
    return served
  }

  /// Unix time in seconds.
  func unixTime() -> Int { Int(UnixTime.milliseconds() / 1000) }

  /// Whether one more client connection may be opened.
  func admitsConnection() -> Bool {
    if shared.connections.load(ordering: .relaxed) < shared.configuration.limits.connections { return true }
    tally.count(.connectionsRefused)
    return false
  }

  func opened(_ connection: ClientConnection) {
    connections[ObjectIdentifier(connection)] = connection
    shared.connections.add(1, ordering: .relaxed)
  }

  func closed(_ connection: ClientConnection) {
    guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
    shared.connections.subtract(1, ordering: .relaxed)
    if isDraining, connections.isEmpty { drained?.succeed() }
  }

  /// What is done every `tickInterval`.
  func tick(now: NIODeadline) {
    for connection in connections.values { connection.checkDeadlines(now: now) }
    pool.sweep(now: now)
    guardModels.sweep(now: now)
    writeLines()
    tally.gauges = LoopTally.Gauges(
      clientConnections: connections.count, upstreamConnections: pool.count, idleUpstreamConnections: pool.idleCount,
      waitingRequests: pool.waitingCount, guardConnections: guardModels.connectionCount,
      waitingGuardRequests: guardModels.waitingCount)
    shared.metrics.publish(tally.published, from: ObjectIdentifier(self))
    let traffic = tally.takeTraffic()
    if !traffic.isEmpty { shared.records.submit(traffic) }
  }

  /// Lets running answers end and closes everything else; done when no connection is left.
  func drain() -> EventLoopFuture<Void> {
    let promise = eventLoop.makePromise(of: Void.self)
    isDraining = true
    drained = promise
    for connection in Array(connections.values) { connection.drain() }
    if connections.isEmpty { promise.succeed() }
    return promise.futureResult
  }

  /// Closes everything.
  func shutDown() {
    isDraining = true
    for connection in Array(connections.values) { connection.close() }
    pool.close()
    guardModels.close()
    tick(now: .now())
  }

  /// Notes a finished exchange in the log; it is written with the next tick.
  func log(_ exchange: Exchange, outcome: ExchangeOutcome, total: TimeAmount) {
    guard shared.accessLog.isOn else { return }
    exchange.writeLogLine(outcome: outcome, total: total, into: &lines)
    exchange.writeDifferences(into: &lines)
    if lines.readableBytes > 64 * 1024 { writeLines() }
  }

  private func writeLines() {
    guard lines.readableBytes > 0 else { return }
    shared.accessLog.write(lines)
    lines = ByteBuffer()
  }
}
