package import NIOCore

/// Decodes the chunked transfer coding (RFC 9112, section 7.1), any bytes at a time.
///
/// Chunk extensions and trailers are read over and dropped, within bounds.
package struct HTTPChunkedDecoder: Sendable {
  private enum State {
    /// In a chunk's size, with the digits so far; becomes `extensions` or `sizeEnd`.
    case size(value: Int, digits: Int)
    /// In a chunk's extensions; becomes `sizeEnd`.
    case extensions(HTTPChunkExtensionScanner, value: Int)
    /// After the CR of a size line; becomes `data` or `trailer`.
    case sizeEnd(value: Int)
    /// In a chunk's data; becomes `dataEnd`.
    case data(remaining: Int)
    /// After a chunk's data, expecting CR; becomes `dataLineFeed`.
    case dataEnd
    /// After that CR; becomes `size`.
    case dataLineFeed
    /// After the last chunk; becomes `done`.
    case trailer(HTTPTrailerScanner)
    /// All is read. Final.
    case done
  }

  private let bodyLimit: Int
  private var state = State.size(value: 0, digits: 0)
  /// The sizes of the chunks so far together.
  private var total = 0

  /// - Parameter bodyLimit: most bytes of data; a chunk that would go past it is refused when its size is read.
  package init(bodyLimit: Int = .max) { self.bodyLimit = bodyLimit }

  /// Whether the last chunk and the trailer have been read.
  package var isDone: Bool { if case .done = state { true } else { false } }

  /// Takes what is framing and data out of `input`, up to the body's end.
  ///
  /// - Returns: the data; without a copy when it is in one piece. Nil when there was none.
  package mutating func decode(_ input: inout ByteBuffer) throws(HTTPFault) -> ByteBuffer? {
    var first: ByteBuffer?
    var joined: ByteBuffer?
    while input.readableBytes > 0, !isDone {
      if case .data(let remaining) = state {
        let taken = min(remaining, input.readableBytes)
        guard let piece = input.readSlice(length: taken) else { break }
        state = taken == remaining ? .dataEnd : .data(remaining: remaining - taken)
        if joined != nil {
          joined?.writeImmutableBuffer(piece)
        } else if let start = first {
          var both = start
          both.reserveCapacity(start.readableBytes + taken + input.readableBytes)
          both.writeImmutableBuffer(piece)
          joined = both
        } else {
          first = piece
        }
      } else {
        input.moveReaderIndex(forwardBy: try readFraming(input))
      }
    }
    return joined ?? first
  }

  /// Reads framing bytes up to the next data, the end, or the end of the input; returns how many they were.
  private mutating func readFraming(_ input: ByteBuffer) throws(HTTPFault) -> Int {
    let bytes = input.readableBytesUInt8Span
    for index in 0..<bytes.count {
      switch state {
      case .data, .done: return index
      default: try step(bytes[index])
      }
    }
    return bytes.count
  }

  private mutating func step(_ byte: UInt8) throws(HTTPFault) {
    switch state {
    case .size(let value, let digits):
      if let digit = HTTPFieldScanner.hexadecimal(byte) {
        // 15 digits stay below 2^60.
        guard digits < 15 else { throw .malformed("a chunk size with too many digits") }
        state = .size(value: value << 4 | digit, digits: digits + 1)
      } else {
        guard digits > 0 else { throw .malformed("a chunk without a size") }
        switch byte {
        case UInt8(ascii: "\r"): state = .sizeEnd(value: value)
        case UInt8(ascii: ";"): state = .extensions(HTTPChunkExtensionScanner(), value: value)
        default: throw .malformed("a chunk size that is not hexadecimal")
        }
      }
    case .extensions(var scanner, let value):
      state = try scanner.step(byte) ? .sizeEnd(value: value) : .extensions(scanner, value: value)
    case .sizeEnd(let value):
      guard byte == UInt8(ascii: "\n") else { throw .malformed("a chunk size line that does not end with CRLF") }
      guard value <= bodyLimit - total else { throw .bodyTooLarge(limit: bodyLimit) }
      total += value
      state = value == 0 ? .trailer(HTTPTrailerScanner()) : .data(remaining: value)
    case .dataEnd:
      guard byte == UInt8(ascii: "\r") else { throw .malformed("chunk data longer than its size") }
      state = .dataLineFeed
    case .dataLineFeed:
      guard byte == UInt8(ascii: "\n") else { throw .malformed("chunk data that does not end with CRLF") }
      state = .size(value: 0, digits: 0)
    case .trailer(var scanner):
      state = try scanner.step(byte) ? .done : .trailer(scanner)
    case .data, .done: preconditionFailure("chunk framing read in state \(state)")
    }
  }
}
