import NIOCore

/// One connection: answers its requests in order, and writes a stream chunk by chunk.
final class UpstreamHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let answers: CannedAnswers
  private let kind: StreamKind
  private let openStreams: OpenStreams
  private var received = ByteBuffer()
  /// The stream that is being written.
  private var pieces: [ByteBuffer] = []
  /// Index of its next piece; nil between streams.
  private var nextPiece: Int?
  private var pause: TimeAmount?
  /// When the next piece is due; only with a pause.
  private var due = NIODeadline.distantPast
  private var closesAfterAnswer = false

  init(answers: CannedAnswers, kind: StreamKind, openStreams: OpenStreams) {
    self.answers = answers
    self.kind = kind
    self.openStreams = openStreams
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    if received.readableBytes == 0 {
      received = bytes
    } else {
      received.writeBuffer(&bytes)
    }
    answerRequests(context: context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    if nextPiece != nil {
      nextPiece = nil
      openStreams.closed()
    }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A client that goes away is what ends every run.
    context.close(promise: nil)
  }

  private func answerRequests(context: ChannelHandlerContext) {
    while nextPiece == nil, received.readableBytes > 0, let parsed = RequestReader.next(in: &received) {
      closesAfterAnswer = !parsed.keepsAlive
      switch parsed.request {
      case .whole: send(answers.whole, context: context)
      case .models: send(answers.models, context: context)
      case .openStreams: send(gauges(), context: context)
      case .refused(let status):
        send(CannedAnswers.json("{\"error\":{\"message\":\"\(status)\"}}", status: status), context: context)
      case .longStreams(let pauseMilliseconds):
        kind.becomeLong(pauseMilliseconds: pauseMilliseconds)
        send(CannedAnswers.json("{}"), context: context)
      case .stream: startStream(context: context)
      }
    }
  }

  private func startStream(context: ChannelHandlerContext) {
    openStreams.opened()
    pieces = kind.isLong ? answers.longStream : answers.stream
    pause = kind.pause
    due = .now()
    nextPiece = 0
    writePiece(context: context)
  }

  private func gauges() -> ByteBuffer {
    CannedAnswers.json("{\"open_streams\":\(openStreams.count),\"chunks_written\":\(openStreams.chunksWritten)}")
  }

  private func send(_ answer: ByteBuffer, context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
    closeIfAsked(context: context)
  }

  private func closeIfAsked(context: ChannelHandlerContext) {
    if closesAfterAnswer { context.close(promise: nil) }
  }

  /// Writes and flushes one piece, so that every chunk is a write() of its own, and books the next.
  private func writePiece(context: ChannelHandlerContext) {
    guard let piece = nextPiece else { return }
    context.writeAndFlush(wrapOutboundOut(pieces[piece]), promise: nil)
    guard piece + 1 < pieces.count else {
      nextPiece = nil
      openStreams.closed()
      closeIfAsked(context: context)
      answerRequests(context: context)
      return
    }
    // The last piece is `[DONE]`, no chunk.
    openStreams.wroteChunk()
    nextPiece = piece + 1
    let loop = context.eventLoop.assumeIsolated()
    if let pause {
      // From when it was due, not from now: what one chunk is late is not added to all that follow.
      due = due + pause
      loop.scheduleTask(deadline: due) { self.writePiece(context: context) }
    } else {
      loop.execute { self.writePiece(context: context) }
    }
  }
}
