import Foundation
import NIOCore
import NIOPosix

/// A bare upstream: answers chat requests with fixed bytes as fast as one core can, so that what stands in front of it
/// is what a benchmark measures.
@main
struct BenchUpstream {
  static func main() {
    do {
      let options = try Options(arguments: Array(CommandLine.arguments.dropFirst()))
      try serve(options)
    } catch {
      FileHandle.standardError.write(Data("BenchUpstream: \(error)\n".utf8))
      exit(64)
    }
  }

  /// Serves until the process is ended by a signal.
  private static func serve(_ options: Options) throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: options.threads)
    let answers = CannedAnswers()
    let openStreams = OpenStreams()
    let kind = StreamKind()
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 4096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      // A second read() of a readable socket only returns EAGAIN here: a request arrives in one piece.
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 8192))
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            UpstreamHandler(answers: answers, kind: kind, openStreams: openStreams))
        }
      }
    let channel = try bootstrap.bind(host: options.host, port: options.port).wait()
    print("listening on \(options.host):\(channel.localAddress?.port ?? options.port)")
    fflush(nil)
    try channel.closeFuture.wait()
  }
}
