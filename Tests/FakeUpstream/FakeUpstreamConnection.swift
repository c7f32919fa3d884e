import NIOCore
import NIOPosix
import Synchronization

/// One connection to the fake upstream: gathers whole requests and plays their scripts.
final class FakeUpstreamConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// What is left to pour.
  private struct Pouring {
    var bytes: ByteBuffer
    var times: Int
    var rest: ArraySlice<FakeUpstream.Step>
  }

  private let box: FakeUpstreamBox
  private var input = ByteBuffer()
  private var pouring: Pouring?
  private var wasHeld = false

  init(box: FakeUpstreamBox) { self.box = box }

  private var upstream: FakeUpstream? { box.upstream.withLock { $0 } }

  func channelActive(context: ChannelHandlerContext) {
    upstream?.countConnection()
    context.fireChannelActive()
  }

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

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { pour(context: context) }
  }

  func channelInactive(context: ChannelHandlerContext) { upstream?.note(.closed) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func takeRequest() -> (String, [UInt8])? {
    let view = input.readableBytesView
    // The end of a head comes early or has not come; bodies are not searched.
    guard let end = view.prefix(64 * 1024).firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let head = String(decoding: view[..<end.lowerBound], as: UTF8.self)
    let length =
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
    let headLength = end.upperBound - view.startIndex
    guard input.readableBytes >= headLength + length else { return nil }
    input.moveReaderIndex(forwardBy: headLength)
    return (head, input.readBytes(length: length) ?? [])
  }

  private func play(_ steps: ArraySlice<FakeUpstream.Step>, context: ChannelHandlerContext) {
    guard let step = steps.first else { return }
    let rest = steps.dropFirst()
    switch step {
    case .send(let bytes):
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
      play(rest, context: context)
    case .trickle(let bytes): trickle(bytes[...], then: rest, context: context)
    case .pour(let bytes, let times):
      pouring = Pouring(bytes: ByteBuffer(bytes: bytes), times: times, rest: rest)
      pour(context: context)
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

  private func trickle(
    _ bytes: ArraySlice<UInt8>, then rest: ArraySlice<FakeUpstream.Step>, context: ChannelHandlerContext
  ) {
    guard let byte = bytes.first else { return play(rest, context: context) }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(integer: byte))).assumeIsolated().whenSuccess {
      // In the next turn of the loop, so that the reader's comes in between.
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.execute {
        let (handler, context) = bound.value
        handler.trickle(bytes.dropFirst(), then: rest, context: context)
      }
    }
  }

  private func pour(context: ChannelHandlerContext) {
    guard var current = pouring, context.channel.isActive else { return }
    // A flush may call back here by a change of writability.
    pouring = nil
    // A reader that keeps up must not keep the loop from everything else.
    var turn = 16
    while current.times > 0, turn > 0, context.channel.isWritable {
      current.times -= 1
      turn -= 1
      let upstream = upstream
      let count = current.bytes.readableBytes
      context.writeAndFlush(wrapOutboundOut(current.bytes)).assumeIsolated().whenSuccess {
        upstream?.count(written: count)
      }
    }
    guard current.times > 0 else { return play(current.rest, context: context) }
    pouring = current
    if context.channel.isWritable {
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.execute {
        let (handler, context) = bound.value
        handler.pour(context: context)
      }
    } else if !wasHeld {
      wasHeld = true
      upstream?.note(.held)
    }
  }
}
