import NIOCore
import NIOPosix
import NIOSSL
import Proxy

/// A client that sends and reads bytes as a test says, without any idea of HTTP but for `readResponse`.
final class RawClient: Sendable {
  struct Options {
    /// Speak TLS.
    var tls: NIOSSLContext?
    /// False reads nothing until `startReading`.
    var autoRead = true
    /// Bytes that the system holds of what was not read yet; nil leaves it to the system.
    var receiveBuffer: Int?
  }

  let channel: any Channel
  let inbox: Inbox

  private init(channel: any Channel, inbox: Inbox) {
    self.channel = channel
    self.inbox = inbox
  }

  static func connect(to location: SocketLocation, _ options: Options = Options()) async throws -> RawClient {
    let inbox = Inbox()
    let tls = options.tls
    var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.autoRead, value: options.autoRead)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.allowRemoteHalfClosure, value: options.tls == nil)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            try channel.pipeline.syncOperations.addHandler(
              NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
          }
          try channel.pipeline.syncOperations.addHandler(RawClientHandler(inbox: inbox))
        }
      }
    if let size = options.receiveBuffer {
      bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: size)
    }
    let channel: any Channel
    switch location {
    case .network(let host, let port): channel = try await bootstrap.connect(host: host, port: port).get()
    case .unixSocket(let path): channel = try await bootstrap.connect(unixDomainSocketPath: path).get()
    }
    return RawClient(channel: channel, inbox: inbox)
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// Sends; a connection that the proxy has closed takes it in silence.
  func send(_ bytes: [UInt8]) { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }

  /// The same, and waits until the system has taken it.
  func sendNow(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)).get() }

  func startReading() async throws {
    try await channel.setOption(.autoRead, value: true).get()
  }

  func close() { channel.close(promise: nil) }

  /// The same, and waits until it is closed.
  func closeNow() async throws { try await channel.close().get() }

  /// Closes the sending side.
  func halfClose() { channel.close(mode: .output, promise: nil) }

  /// Waits until the connection has ended, however it did, and gives out everything that was not read yet.
  @discardableResult
  func readToEnd() async throws -> ByteBuffer { try await inbox.takeAllAtEnd() }

  /// Reads up to a mark and with it.
  func read(until mark: String) async throws -> String { String(buffer: try await inbox.take(until: Array(mark.utf8))) }

  /// Reads exactly so many bytes.
  func read(count: Int) async throws -> ByteBuffer { try await inbox.take(count: count) }

  func ask(_ request: String) async throws -> WireResponse {
    send(request)
    return try await readResponse()
  }

  /// Reads one response, of any framing.
  func readResponse() async throws -> WireResponse {
    let head = try await read(until: "\r\n\r\n")
    var response = WireResponse(head: head)
    if response.field("transfer-encoding") == "chunked" {
      response.body = try await readChunks()
    } else if let length = response.field("content-length").flatMap({ Int($0) }) {
      response.body = try await read(count: length)
    } else if response.status >= 200, response.status != 204 {
      response.body = try await readToEnd()
    }
    return response
  }

  private func readChunks() async throws -> ByteBuffer {
    var body = ByteBuffer()
    while true {
      let line = try await read(until: "\r\n")
      guard let size = Int(line.dropLast(), radix: 16) else { throw Inbox.Ended(rest: line) }
      if size == 0 {
        guard try await read(count: 2) == ByteBuffer(string: "\r\n") else { throw Inbox.Ended(rest: "trailers") }
        return body
      }
      body.writeImmutableBuffer(try await read(count: size))
      guard try await read(count: 2) == ByteBuffer(string: "\r\n") else { throw Inbox.Ended(rest: "an open chunk") }
    }
  }
}

/// Puts what comes into the inbox.
private final class RawClientHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let inbox: Inbox

  init(inbox: Inbox) { self.inbox = inbox }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { inbox.add(unwrapInboundIn(data)) }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // The proxy has closed its sending side; a test may still send.
    if event as? ChannelEvent == .inputClosed { inbox.end() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) { inbox.end() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    inbox.end()
    context.close(promise: nil)
  }
}
