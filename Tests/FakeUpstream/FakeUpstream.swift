import NIOCore
import NIOPosix
import Synchronization

/// A model server that does what a test's script says, byte for byte. Speaks just enough HTTP/1.1 to see whole requests.
package final class FakeUpstream: Sendable {
  /// What it does in answer to one request.
  package enum Step: Sendable {
    case send([UInt8])
    /// Sends each byte in a write of its own, the next when the one before has left.
    case trickle([UInt8])
    /// Sends the bytes so often, never more than the connection takes: how much it took is `writtenBytes`.
    case pour([UInt8], times: Int)
    /// Goes on when the test opens the gate.
    case wait(Gate)
    /// Closes the connection in order.
    case close
    /// Breaks the connection off (TCP RST).
    case reset

    package static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
    package static func trickle(_ text: String) -> Step { .trickle(Array(text.utf8)) }
  }

  /// Something that a test opens once; open at the latest when the test drops it.
  package final class Gate: Sendable {
    let promise: EventLoopPromise<Void>
    init(_ promise: EventLoopPromise<Void>) { self.promise = promise }
    deinit { promise.succeed() }
    package func open() { promise.succeed() }
  }

  /// What it saw.
  package enum Event: Sendable, Equatable {
    case request(head: String, body: [UInt8])
    /// While it poured, the connection took no more; told once a connection.
    case held
    /// The proxy closed a connection, or it broke.
    case closed
  }

  package let port: Int
  package let unixSocketPath: String?
  private let channel: any Channel
  private let scripts: Mutex<[[Step]]> = Mutex([])
  private let seen: Mutex<[Event]> = Mutex([])
  private let stream: AsyncStream<Event>
  private let continuation: AsyncStream<Event>.Continuation
  private let accepted = Atomic(0)
  private let written = Atomic(0)

  /// - Parameters:
  ///   - path: of a Unix socket to listen on instead of a port.
  ///   - sendBuffer: bytes that the system holds for a reader that does not read; nil leaves it to the system.
  ///   - prepare: puts handlers, such as TLS, before the one that plays the scripts.
  package static func start(
    unixSocketPath path: String? = nil, sendBuffer: Int? = nil,
    prepare: (@Sendable (any Channel) throws -> Void)? = nil
  ) async throws -> FakeUpstream {
    let box = FakeUpstreamBox()
    var bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try prepare?(channel)
          try channel.pipeline.syncOperations.addHandler(FakeUpstreamConnection(box: box))
        }
      }
    if let sendBuffer { bootstrap = bootstrap.childChannelOption(.socketOption(.so_sndbuf), value: sendBuffer) }
    let channel: any Channel
    if let path {
      channel = try await bootstrap.bind(unixDomainSocketPath: path).get()
    } else {
      channel = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
    }
    let upstream = FakeUpstream(channel: channel, path: path)
    box.upstream.withLock { $0 = upstream }
    return upstream
  }

  private init(channel: any Channel, path: String?) {
    self.channel = channel
    port = channel.localAddress?.port ?? 0
    unixSocketPath = path
    (stream, continuation) = AsyncStream.makeStream(of: Event.self)
  }

  /// Connections accepted so far.
  package var connectionCount: Int { accepted.load(ordering: .relaxed) }

  /// Bytes that left while pouring, over all connections.
  package var writtenBytes: Int { written.load(ordering: .relaxed) }

  package func gate() -> Gate { Gate(channel.eventLoop.makePromise(of: Void.self)) }

  /// What is done about the next request that has no script yet.
  package func script(_ steps: Step...) { scripts.withLock { $0.append(steps) } }

  package func script(_ steps: [Step]) { scripts.withLock { $0.append(steps) } }

  /// Everything that was seen so far.
  package var events: [Event] { seen.withLock { $0 } }

  /// The requests that were seen so far.
  package var requests: [(head: String, body: [UInt8])] {
    events.compactMap { if case .request(let head, let body) = $0 { (head, body) } else { nil } }
  }

  /// Waits until as many events like this were seen in all. One waits at a time.
  package func wait(for count: Int = 1, _ matches: @Sendable (Event) -> Bool) async throws {
    while events.count(where: matches) < count {
      // Ends with the next event; the test's time limit cancels it otherwise.
      for await _ in stream { break }
      try Task.checkCancellation()
    }
  }

  package func waitForRequest(_ count: Int = 1) async throws {
    try await wait(for: count) { if case .request = $0 { true } else { false } }
  }

  package func waitForClose(_ count: Int = 1) async throws { try await wait(for: count) { $0 == .closed } }

  package func stop() async throws {
    continuation.finish()
    try await channel.close().get()
  }

  func note(_ event: Event) {
    seen.withLock { $0.append(event) }
    continuation.yield(event)
  }

  func countConnection() { accepted.add(1, ordering: .relaxed) }

  func count(written bytes: Int) { written.add(bytes, ordering: .relaxed) }

  /// The next script; without one an answer that says so.
  func takeScript() -> [Step] {
    scripts.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      ?? [.send("HTTP/1.1 500 No Script\r\ncontent-length: 0\r\n\r\n")]
  }
}

/// Lets the server's handlers find the server, which exists only after they are set up.
final class FakeUpstreamBox: Sendable {
  let upstream: Mutex<FakeUpstream?> = Mutex(nil)
}
