import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// Opens channels to upstream on one event loop: TCP or a Unix socket, with TLS where asked for.
struct UpstreamConnector {
  let eventLoop: any EventLoop
  let address: UpstreamAddress
  let timeout: Duration
  /// Nil speaks plain HTTP.
  let tls: NIOSSLContext?

  /// The certificates and checks for an upstream that speaks TLS; nil for one that does not.
  static func tlsContext(_ configuration: ProxyConfiguration) throws -> NIOSSLContext? {
    guard configuration.upstream.usesTLS else { return nil }
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.applicationProtocols = ["http/1.1"]
    if let file = configuration.upstreamAuthorities { tls.trustRoots = .file(file) }
    if !configuration.verifiesUpstream { tls.certificateVerification = .none }
    return try NIOSSLContext(configuration: tls)
  }

  /// Opens a channel that ends in `connection`; done when a request can be sent, after the TLS handshake.
  func connect(_ connection: UpstreamConnection) -> EventLoopFuture<Void> {
    let established = eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound(connection, eventLoop: eventLoop)
    let bootstrap = ClientBootstrap(group: eventLoop)
      .connectTimeout(TimeAmount(timeout))
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.maxMessagesPerRead, value: 1)
      .channelInitializer { [tls, address] channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            try channel.pipeline.syncOperations.addHandler(Self.tlsHandler(tls, address: address))
            try channel.pipeline.syncOperations.addHandler(HandshakeWaiter(established))
          }
          try channel.pipeline.syncOperations.addHandler(bound.value)
        }
      }
    let opened: EventLoopFuture<any Channel> =
      switch address.location {
      case .network(let host, let port): bootstrap.connect(host: host, port: port)
      case .unixSocket(let path): bootstrap.connect(unixDomainSocketPath: path)
      }
    let hasTLS = tls != nil
    opened.assumeIsolated().whenComplete { result in
      switch result {
      case .failure(let error): established.fail(error)
      case .success(let channel):
        guard hasTLS else { return established.succeed() }
        let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) {
          established.fail(ChannelError.connectTimeout(TimeAmount(timeout)))
          channel.close(promise: nil)
        }
        established.futureResult.whenComplete { _ in deadline.cancel() }
      }
    }
    return established.futureResult
  }

  private static func tlsHandler(_ context: NIOSSLContext, address: UpstreamAddress) throws -> NIOSSLClientHandler {
    guard case .network(let host, _) = address.location, (try? SocketAddress(ipAddress: host, port: 0)) == nil else {
      // A server name indication holds names only (RFC 6066, section 3).
      return try NIOSSLClientHandler(context: context, serverHostname: nil)
    }
    return try NIOSSLClientHandler(context: context, serverHostname: host)
  }
}

/// Tells when a TLS handshake is done, or that it failed.
private final class HandshakeWaiter: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer

  private let established: EventLoopPromise<Void>

  init(_ established: EventLoopPromise<Void>) { self.established = established }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted = event as? TLSUserEvent {
      established.succeed()
      context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    established.fail(error)
    context.fireErrorCaught(error)
  }

  func channelInactive(context: ChannelHandlerContext) {
    established.fail(ChannelError.eof)
    context.fireChannelInactive()
  }
}
