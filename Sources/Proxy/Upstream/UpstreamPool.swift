import NIOCore
import OpenAIWire

/// The upstream connections of one event loop: kept alive between requests, bounded, with a bounded queue before them.
///
/// Confined to its event loop.
final class UpstreamPool {
  /// Makes a channel to upstream with the given handler at its end.
  typealias Connector = (UpstreamConnection) -> EventLoopFuture<Void>

  private let limit: Int
  private let waitingLimit: Int
  private let headLimit: Int
  private let idleTimeout: TimeAmount
  private let connect: Connector
  /// Free connections; the last used is taken first, so that the others can go idle.
  private var idle: [UpstreamConnection] = []
  private var waiting = CircularBuffer<any UpstreamUser>()
  /// Connections that are open or being opened.
  private(set) var count = 0
  private var isClosed = false

  init(limit: Int, waitingLimit: Int, headLimit: Int, idleTimeout: Duration, connect: @escaping Connector) {
    self.limit = limit
    self.waitingLimit = waitingLimit
    self.headLimit = headLimit
    self.idleTimeout = TimeAmount(idleTimeout)
    self.connect = connect
  }

  var idleCount: Int { idle.count }
  var waitingCount: Int { waiting.count }

  /// Gives the user a connection, now or when one is there; calls `upstreamIsReady` or `upstreamFailed` on it.
  ///
  /// - Parameter fresh: whether it must be a new one, as after a stale one failed.
  func lease(to user: any UpstreamUser, fresh: Bool) {
    while !fresh, let connection = idle.popLast() {
      guard connection.isActive else { continue }
      connection.lease(to: user)
      return user.upstreamIsReady(connection)
    }
    if fresh, count >= limit { idle.popLast()?.cancel() }
    if count < limit { return open(for: user) }
    guard waiting.count < waitingLimit else { return user.upstreamFailed(.overloaded) }
    waiting.append(user)
  }

  /// The user no longer waits.
  func forget(_ user: any UpstreamUser) { waiting.removeAll { $0 === user } }

  func give(back connection: UpstreamConnection) {
    if isClosed { return connection.cancel() }
    if let user = waiting.popFirst() {
      connection.lease(to: user)
      return user.upstreamIsReady(connection)
    }
    connection.idleSince = .now()
    idle.append(connection)
  }

  func connectionClosed(_ connection: UpstreamConnection) {
    count -= 1
    idle.removeAll { $0 === connection }
    openForWaiting()
  }

  /// Closes what has been idle for too long.
  func sweep(now: NIODeadline) {
    // The first were used longest ago.
    while let oldest = idle.first, now - oldest.idleSince > idleTimeout {
      idle.removeFirst()
      oldest.cancel()
    }
  }

  /// Closes all idle connections, and every other when it is given back.
  func close() {
    isClosed = true
    let connections = idle
    idle = []
    for connection in connections { connection.cancel() }
  }

  private func openForWaiting() {
    guard !waiting.isEmpty, count < limit, let user = waiting.popFirst() else { return }
    open(for: user)
  }

  private func open(for user: any UpstreamUser) {
    count += 1
    let connection = UpstreamConnection(pool: self, headLimit: headLimit)
    connect(connection).assumeIsolated().whenComplete { result in
      switch result {
      case .success:
        connection.isEstablished = true
        // The user may have gone away meanwhile.
        guard user.wantsUpstream else { return self.give(back: connection) }
        connection.lease(to: user)
        user.upstreamIsReady(connection)
      case .failure(let error):
        self.count -= 1
        user.upstreamFailed(.unreachable(reason: "\(error)"))
        self.openForWaiting()
      }
    }
  }
}
