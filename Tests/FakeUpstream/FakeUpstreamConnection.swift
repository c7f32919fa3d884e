import NIOCore
import NIOPosix
import Synchronization

/// One connection to the fake upstream: gathers whole requests and plays their scripts.
final class FakeUpstreamConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let box: FakeUpstreamBox
  private var input = ByteBuffer()

  init(box: FakeUpstreamBox) { self.box = box }

  private var upstream: FakeUpstream? { box.upstream.withLock { $0 } }

  func channelActive(context: ChannelHandlerContext) { upstream?.countConnection() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    input.writeBuffer(&bytes)
    while let (head, body) = takeRequest() {
      guard let upstream else { return }
      // The script is taken before the request is told of, so that a test may set the next one right after.
      let steps = upstream.takeScript()
      upstream.note(.request(head: head, body: body))
      play(steps[...], context: context)
    }
  }

  func channelInactive(context: ChannelHandlerContext) { upstream?.note(.closed) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func takeRequest() -> (String, [UInt8])? {
    let text = input.getString(at: input.readerIndex, length: input.readableBytes) ?? ""
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    let head = String(text[..<end])
    let length =
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
    guard input.readableBytes >= head.utf8.count + 4 + length else { return nil }
    input.moveReaderIndex(forwardBy: head.utf8.count + 4)
    return (head, input.readBytes(length: length) ?? [])
  }

  private func play(_ steps: ArraySlice<FakeUpstream.Step>, context: ChannelHandlerContext) {
    guard let step = steps.first else { return }
    let rest = steps.dropFirst()
    switch step {
    case .send(let bytes):
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
      play(rest, context: context)
    case .wait(let gate):
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      gate.promise.futureResult.hop(to: context.eventLoop).whenComplete { _ in
        let (handler, context) = bound.value
        handler.play(rest, context: context)
      }
    case .close: context.close(promise: nil)
    case .reset:
      // Closing with a linger time of 0 sends RST in place of FIN.
      (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        .assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    }
  }
}

extension String {
  /// Where a text ends that is looked for; enough for finding the end of a head.
  fileprivate func range(of mark: String) -> String.Index? {
    var index = startIndex
    while index < endIndex {
      if self[index...].utf8.starts(with: mark.utf8) { return index }
      index = utf8.index(after: index)
    }
    return nil
  }
}
