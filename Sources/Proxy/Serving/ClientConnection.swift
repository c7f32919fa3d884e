import NIOCore
import OpenAIWire

/// One client's connection: reads its requests one after another and has each answered by an `Exchange`.
///
/// While a request is being answered, reading goes on until the client sends ahead: it is held back then, and one that
/// goes away is seen at once. Holding every client back would cost two system calls a request.
final class ClientConnection: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum Phase {
    /// Waiting for or reading a request's head. Becomes `body`, `lingering` or `closed`.
    case head
    /// Reading a body. Becomes `answering`, `lingering` or `closed`.
    case body(AcceptedRequest)
    /// An exchange is running. Becomes `head`, `lingering` or `closed`.
    case answering(Exchange)
    /// All is said; what still comes is dropped until the client closes, so that it gets to read the answer. Becomes
    /// `closed`.
    case lingering
    /// Final.
    case closed
  }

  /// A request whose head was accepted.
  private struct AcceptedRequest {
    var head: HTTPRequestHead
    var endpoint: Endpoint
    var principal: Principal
  }

  /// Bytes that a client may have sent ahead. More than one read brings, with what TLS had kept back: only a client
  /// that closes gets beyond.
  private static let readAheadLimit = 256 * 1024
  /// How long a client may take to read a last answer and close.
  private static let lingerTime = TimeAmount.seconds(2)

  private let loop: ProxyLoop
  private var reader: HTTPRequestReader
  private var phase = Phase.head
  private var context: ChannelHandlerContext?
  private var readIsPending = false
  /// When what is being waited for must have come.
  private var deadline: NIODeadline
  /// Since when the client takes nothing.
  private var stalledSince: NIODeadline?
  /// Guards against answering requests inside each other's call stack.
  private var isProcessing = false

  init(loop: ProxyLoop) {
    self.loop = loop
    let configuration = loop.shared.configuration
    reader = HTTPRequestReader(
      headLimit: configuration.limits.headBytes, bodyLimit: configuration.limits.requestBodyBytes)
    deadline = .now() + TimeAmount(configuration.timeouts.request)
  }

  // MARK: What an exchange does

  var isWritable: Bool { context?.channel.isWritable ?? false }

  func write(_ bytes: ByteBuffer) { context?.write(wrapOutboundOut(bytes), promise: nil) }

  func flush() { context?.flush() }

  /// Closes at once, so that the client sees that its answer is not whole.
  func abort() {
    phase = .closed
    context?.close(promise: nil)
  }

  /// The exchange is over and all of its answer was written.
  func exchangeEnded(keepsAlive: Bool) {
    guard case .answering = phase else { return }
    stalledSince = isWritable ? nil : .now()
    if keepsAlive, !loop.isDraining {
      phase = .head
      deadline = .now() + TimeAmount(loop.shared.configuration.timeouts.clientIdle)
      process()
      resumeReading()
    } else {
      linger()
    }
  }

  // MARK: What the loop does

  /// Ends what takes too long.
  func checkDeadlines(now: NIODeadline) {
    if let stalledSince, now - stalledSince > TimeAmount(loop.shared.configuration.timeouts.clientStall) {
      loop.tally.count(.clientStalls)
      context?.close(promise: nil)
      return
    }
    switch phase {
    case .answering(let exchange): exchange.checkDeadlines(now: now)
    case .head where now > deadline && reader.isBetweenRequests: context?.close(promise: nil)
    case .head where now > deadline, .body where now > deadline:
      loop.tally.count(.requestTimeouts)
      refuse(.requestTimeout("the request did not come within its time"))
    case .lingering where now > deadline: context?.close(promise: nil)
    case .head, .body, .lingering, .closed: break
    }
  }

  /// The proxy shuts down: a connection without a request closes, any other after its answer.
  func drain() {
    if case .head = phase, reader.isBetweenRequests { context?.close(promise: nil) }
  }

  /// The time for draining is over.
  func close() { context?.close(promise: nil) }

  // MARK: What the channel does

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    loop.opened(self)
  }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func read(context: ChannelHandlerContext) {
    if case .answering = phase, reader.pendingBytes > 0 { readIsPending = true } else { context.read() }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch phase {
    case .lingering, .closed: return
    case .head where reader.isBetweenRequests:
      deadline = .now() + TimeAmount(loop.shared.configuration.timeouts.request)
    case .head, .body, .answering: break
    }
    reader.append(unwrapInboundIn(data))
    guard case .answering = phase else { return process() }
    // Reading is held back from here on, but for the last bytes before a close; they are bounded all the same.
    if reader.pendingBytes > Self.readAheadLimit { abortExchange() }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    let isWritable = context.channel.isWritable
    stalledSince = isWritable ? nil : .now()
    if case .answering(let exchange) = phase { exchange.clientWritabilityChanged(isWritable) }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    abortExchange()
    phase = .closed
    loop.closed(self)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    abortExchange()
    phase = .closed
    context.close(promise: nil)
  }

  private func abortExchange() {
    guard case .answering(let exchange) = phase else { return }
    phase = .closed
    exchange.clientGone()
    context?.close(promise: nil)
  }

  // MARK: Requests

  /// Reads and answers requests until more bytes are needed.
  private func process() {
    guard !isProcessing else { return }
    isProcessing = true
    defer { isProcessing = false }
    do throws(HTTPFault) {
      while true {
        switch phase {
        case .head, .body: break
        case .answering, .lingering, .closed: return
        }
        switch try reader.next() {
        case .needsMore: return
        case .head(let head): accept(head)
        case .body(let body): answer(body)
        }
      }
    } catch { refuse(APIError(error)) }
  }

  private func accept(_ head: HTTPRequestHead) {
    switch loop.shared.admission.admit(head) {
    case .failure(let error): refuse(error, in: Dialect(pathOf: head) ?? .chatCompletions)
    case .success(let admitted):
      phase = .body(AcceptedRequest(head: head, endpoint: admitted.endpoint, principal: admitted.principal))
      if head.expectsContinue, head.framing != .none {
        write(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"))
        flush()
      }
    }
  }

  private func answer(_ body: ByteBuffer) {
    guard case .body(let request) = phase else { preconditionFailure("a body in phase \(phase)") }
    let exchange = Exchange(
      loop: loop, client: self, head: request.head, endpoint: request.endpoint, principal: request.principal)
    phase = .answering(exchange)
    exchange.begin(body: body)
  }

  /// Answers a request that is not accepted and closes, since its body may not have been read.
  private func refuse(_ error: APIError, in dialect: Dialect = .chatCompletions) {
    loop.tally.count(refusal: error.status)
    var out = ByteBuffer()
    let body = error.body(for: dialect)
    out.writeStatus(error.status)
    out.writeStaticString("content-type: application/json\r\nconnection: close\r\n")
    if error.status == 401 { out.writeStaticString("www-authenticate: Bearer\r\n") }
    if error.status == 405 { out.writeStaticString("allow: GET, POST\r\n") }
    out.writeString("content-length: \(body.readableBytes)\r\n\r\n")
    out.writeImmutableBuffer(body)
    write(out)
    flush()
    linger()
  }

  /// Closes the sending side, and the connection when the client has closed its own or after a while.
  private func linger() {
    phase = .lingering
    deadline = .now() + Self.lingerTime
    resumeReading()
    context?.close(mode: .output, promise: nil)
  }

  private func resumeReading() {
    guard readIsPending else { return }
    if case .answering = phase { return }
    readIsPending = false
    context?.read()
  }
}
