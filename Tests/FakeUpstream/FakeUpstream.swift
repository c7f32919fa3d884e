import NIOCore
import NIOPosix
import Synchronization

/// A model server that does what a test's script says, byte for byte. Speaks just enough HTTP/1.1 to see whole requests.
package final class FakeUpstream: Sendable {
  /// What it does in answer to one request.
  package enum Step: Sendable {
    case send([UInt8])
    /// Goes on when the test opens the gate.
    case wait(Gate)
    /// Closes the connection in order.
    case close
    /// Breaks the connection off (TCP RST).
    case reset

    package static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
  }

  /// Something that a test opens once.
  package struct Gate: Sendable {
    let promise: EventLoopPromise<Void>
    package func open() { promise.succeed() }
  }

  /// What it saw.
  package enum Event: Sendable, Equatable {
    case request(head: String, body: [UInt8])
    /// The proxy closed a connection, or it broke.
    case closed
  }

  package let port: Int
  package let unixSocketPath: String?
  private let channel: any Channel
  private let scripts: Mutex<[[Step]]>
  private let seen: Mutex<[Event]> = Mutex([])
  private let stream: AsyncStream<Event>
  private let continuation: AsyncStream<Event>.Continuation
  /// Connections accepted so far.
  private let accepted: Atomic<Int>

  /// - Parameter path: of a Unix socket to listen on instead of a port.
  package static func start(unixSocketPath path: String? = nil) async throws -> FakeUpstream {
    let box = FakeUpstreamBox()
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(FakeUpstreamConnection(box: box))
        }
      }
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
    scripts = Mutex([])
    accepted = Atomic(0)
    (stream, continuation) = AsyncStream.makeStream(of: Event.self)
  }

  package var connectionCount: Int { accepted.load(ordering: .relaxed) }

  package func gate() -> Gate { Gate(promise: channel.eventLoop.makePromise(of: Void.self)) }

  /// What is done about the next request that has no script yet.
  package func script(_ steps: Step...) { scripts.withLock { $0.append(steps) } }

  package func script(_ steps: [Step]) { scripts.withLock { $0.append(steps) } }

  /// Everything that was seen so far.
  package var events: [Event] { seen.withLock { $0 } }

  /// The requests that were seen so far.
  package var requests: [(head: String, body: [UInt8])] {
    events.compactMap { if case .request(let head, let body) = $0 { (head, body) } else { nil } }
  }

  /// Waits until as many events like this were seen in all.
  package func wait(for count: Int = 1, _ matches: @Sendable (Event) -> Bool) async {
    while events.count(where: matches) < count {
      // Ends with the next event; the test's time limit ends it otherwise.
      for await _ in stream { break }
    }
  }

  package func stop() async throws {
    continuation.finish()
    try await channel.close().get()
  }

  func note(_ event: Event) {
    seen.withLock { $0.append(event) }
    continuation.yield(event)
  }

  func countConnection() { accepted.add(1, ordering: .relaxed) }

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
