import NIOCore
import NIOPosix
import NIOSSL

/// How a client's connection is put together. The whole stack in order:
///
///     socket -> [TLS] -> ClientConnection            HTTP/1.1, requests one after another
///                          -> Admission              key and endpoint, on the head alone
///                          -> Exchange               judge, call upstream, moderate, record
///                               -> UpstreamPool      connections of the same event loop
///                                    -> UpstreamConnection -> [TLS] -> socket
///                               -> GuardModelClient  asks guard models where a rule wants that, over pools of its own
enum ServerPipeline {
  /// Bytes that may wait for a slow client before its answer is held back, and below which it goes on.
  private static let writeBuffer = ChannelOptions.Types.WriteBufferWaterMark(low: 32 * 1024, high: 128 * 1024)

  /// Listens; every accepted connection is served on the event loop that it falls to.
  static func bind(
    shared: ProxyShared, group: MultiThreadedEventLoopGroup,
    loop: @escaping @Sendable (any EventLoop) -> NIOLoopBound<ProxyLoop>?
  ) async throws -> any Channel {
    let tls = try shared.configuration.tls.map(serverTLS)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      // A second read after a short one only says that there is nothing: a system call saved a request.
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.writeBufferWaterMark, value: writeBuffer)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let loop = loop(channel.eventLoop)?.value else { throw ChannelError.operationUnsupported }
          guard loop.admitsConnection() else { throw ChannelError.alreadyClosed }
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try channel.pipeline.syncOperations.addHandler(ClientConnection(loop: loop))
        }
      }
    switch shared.configuration.listen {
    case .network(let host, let port): return try await bootstrap.bind(host: host, port: port).get()
    case .unixSocket(let path):
      return try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
    }
  }

  private static func serverTLS(_ files: TLSFiles) throws -> NIOSSLContext {
    let chain = try NIOSSLCertificate.fromPEMFile(files.certificateChain).map {
      NIOSSLCertificateSource.certificate($0)
    }
    let key = try NIOSSLPrivateKey(file: files.privateKey, format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    return try NIOSSLContext(configuration: configuration)
  }
}

extension SocketLocation {
  /// The same with the port that the system chose.
  func bound(to address: SocketAddress?) -> SocketLocation {
    guard case .network(let host, _) = self, let port = address?.port else { return self }
    return .network(host: host, port: port)
  }
}
