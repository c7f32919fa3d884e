import NIOCore

/// The bytes of one connection that came and were not yet read: where heads are found and bodies are taken from.
///
/// The buffer is let go whenever it is empty, so that idle connections and open streams hold no memory.
struct HTTPInput: Sendable {
  private(set) var buffer = ByteBuffer()
  /// How far the search for the head's end has come.
  private var searched = 0

  var count: Int { buffer.readableBytes }

  mutating func append(_ bytes: ByteBuffer) {
    guard buffer.readableBytes > 0 else {
      buffer = bytes
      return
    }
    // A buffer keeps what was read from it: a client whose pipelined requests never end where a read does would make
    // it grow for as long as the connection lasts.
    buffer.discardReadBytes()
    buffer.writeImmutableBuffer(bytes)
  }

  /// Takes up to `limit` bytes.
  mutating func take(upTo limit: Int) -> ByteBuffer {
    let slice = buffer.readSlice(length: min(limit, buffer.readableBytes)) ?? ByteBuffer()
    letGoWhenEmpty()
    return slice
  }

  /// Takes a whole head with the empty line that ends it; nil when it is not there yet.
  mutating func takeHead(limit: Int) throws(HTTPFault) -> ByteBuffer? {
    var position = searched
    let end = HTTPFieldScanner.endOfHead(in: buffer.readableBytesUInt8Span, searched: &position)
    guard let end else {
      searched = position
      guard buffer.readableBytes < limit else { throw .headTooLarge(limit: limit) }
      return nil
    }
    guard end <= limit else { throw .headTooLarge(limit: limit) }
    searched = 0
    return take(upTo: end)
  }

  /// Reads over empty lines before a request line (RFC 9112, section 2.2).
  mutating func skipEmptyLines() {
    while buffer.getInteger(at: buffer.readerIndex, as: UInt16.self) == 0x0D0A {
      buffer.moveReaderIndex(forwardBy: 2)
      searched = 0
    }
    letGoWhenEmpty()
  }

  /// Decodes what is there of a chunked body.
  mutating func decode(with decoder: inout HTTPChunkedDecoder) throws(HTTPFault) -> ByteBuffer? {
    let data = try decoder.decode(&buffer)
    letGoWhenEmpty()
    return data
  }

  private mutating func letGoWhenEmpty() {
    if buffer.readableBytes == 0 { buffer = ByteBuffer() }
  }
}
