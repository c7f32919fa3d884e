package import NIOCore

/// Reads one client connection's requests out of its bytes: heads, then whole bodies. Pure: no sockets, no time.
///
/// Bodies are gathered whole, since they are judged whole. Memory grows with the bytes that have come, not with what a
/// head claims.
package struct HTTPRequestReader: Sendable {
  package enum Event: Sendable {
    /// More bytes are needed.
    case needsMore
    /// A head; its body follows as `body`, at once and empty where there is none.
    case head(HTTPRequestHead)
    /// The body of the last head; the next request may be asked for.
    case body(ByteBuffer)
  }

  private enum State {
    /// Before or in a head; becomes a body state.
    case head
    /// In a body of known length; becomes `head`.
    case length(Int)
    /// In a chunked body; becomes `head`.
    case chunked(HTTPChunkedDecoder)
  }

  private let headLimit: Int
  private let bodyLimit: Int
  private var state = State.head
  private var input = HTTPInput()
  private var body = ByteBuffer()

  package init(headLimit: Int, bodyLimit: Int) {
    self.headLimit = headLimit
    self.bodyLimit = bodyLimit
  }

  /// Bytes that have come and were not yet given out.
  package var pendingBytes: Int { input.count + body.readableBytes }

  /// Whether nothing of a next request has come.
  package var isBetweenRequests: Bool {
    if case .head = state { input.count == 0 } else { false }
  }

  package mutating func append(_ bytes: ByteBuffer) { input.append(bytes) }

  /// What the bytes so far hold next. After a fault the reader is of no more use.
  package mutating func next() throws(HTTPFault) -> Event {
    switch state {
    case .head:
      guard let head = try takeHead() else { return .needsMore }
      switch head.framing {
      case .none, .untilClose: state = .length(0)
      case .length(let length):
        guard length <= bodyLimit else { throw .bodyTooLarge(limit: bodyLimit) }
        state = .length(length)
      case .chunked: state = .chunked(HTTPChunkedDecoder(bodyLimit: bodyLimit))
      }
      return .head(head)
    case .length(let length):
      guard input.count >= length else { return .needsMore }
      state = .head
      return .body(input.take(upTo: length))
    case .chunked(var decoder):
      if let data = try input.decode(with: &decoder) {
        if body.readableBytes == 0 { body = data } else { body.writeImmutableBuffer(data) }
      }
      guard decoder.isDone else {
        state = .chunked(decoder)
        return .needsMore
      }
      state = .head
      defer { body = ByteBuffer() }
      return .body(body)
    }
  }

  private mutating func takeHead() throws(HTTPFault) -> HTTPRequestHead? {
    input.skipEmptyLines()
    // Bytes that no request starts with are refused at once, not when the time for a head is over.
    if let first = input.buffer.readableBytesView.first {
      guard HTTPFieldScanner.isToken(first) || first == UInt8(ascii: "\r") else {
        throw .malformed("a request line without a method")
      }
    }
    guard let head = try input.takeHead(limit: headLimit) else { return nil }
    return try HTTPRequestHead(parsing: head)
  }
}
