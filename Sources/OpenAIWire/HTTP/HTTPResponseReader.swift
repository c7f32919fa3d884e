package import NIOCore

/// Reads one upstream connection's responses out of its bytes: the head, then the body piece by piece. Pure.
package struct HTTPResponseReader: Sendable {
  package enum Event: Sendable {
    /// More bytes are needed.
    case needsMore
    case head(HTTPResponseHead)
    /// The next piece of the body, never empty.
    case body(ByteBuffer)
    /// The response is complete. The reader is ready for the next one.
    case end
  }

  private enum State {
    /// Before or in a head; becomes a body state.
    case head
    /// In a body of known length; becomes `head`.
    case length(remaining: Int)
    /// In a chunked body; becomes `head`.
    case chunked(HTTPChunkedDecoder)
    /// In a body that ends with the connection. Final.
    case untilClose
  }

  private let headLimit: Int
  private var state = State.head
  private var input = HTTPInput()
  /// Whether the response that is awaited answers a HEAD.
  package var answersHead = false

  package init(headLimit: Int) { self.headLimit = headLimit }

  /// Whether nothing of a response has come: what arrives now was not asked for.
  package var isBetweenResponses: Bool {
    if case .head = state { input.count == 0 } else { false }
  }

  package mutating func append(_ bytes: ByteBuffer) { input.append(bytes) }

  /// What the bytes so far hold next. After a fault the reader is of no more use.
  package mutating func next() throws(HTTPFault) -> Event {
    switch state {
    case .head:
      guard let head = try takeHead() else { return .needsMore }
      switch head.framing {
      case .none: state = .length(remaining: 0)
      case .length(let length): state = .length(remaining: length)
      case .chunked: state = .chunked(HTTPChunkedDecoder())
      case .untilClose: state = .untilClose
      }
      return .head(head)
    case .length(let remaining):
      guard remaining > 0 else {
        state = .head
        return .end
      }
      let piece = input.take(upTo: remaining)
      guard piece.readableBytes > 0 else { return .needsMore }
      state = .length(remaining: remaining - piece.readableBytes)
      return .body(piece)
    case .chunked(var decoder):
      if decoder.isDone {
        state = .head
        return .end
      }
      let data = try input.decode(with: &decoder)
      state = .chunked(decoder)
      if let data { return .body(data) }
      if decoder.isDone {
        state = .head
        return .end
      }
      return .needsMore
    case .untilClose:
      let piece = input.take(upTo: .max)
      guard piece.readableBytes > 0 else { return .needsMore }
      return .body(piece)
    }
  }

  /// The connection has ended: whether that ends a response rightly.
  package mutating func closed() throws(HTTPFault) -> Event {
    guard case .untilClose = state else { throw .truncated }
    state = .head
    return .end
  }

  /// The next head; interim responses (1xx) are read over.
  private mutating func takeHead() throws(HTTPFault) -> HTTPResponseHead? {
    while let bytes = try input.takeHead(limit: headLimit) {
      let head = try HTTPResponseHead(parsing: bytes, answersHead: answersHead)
      guard head.status != 101 else { throw .malformed("a switch of protocols that nobody asked for") }
      if head.status >= 200 { return head }
      guard head.isKeptAlive else { throw .malformed("an interim response that ends its connection") }
    }
    return nil
  }
}
