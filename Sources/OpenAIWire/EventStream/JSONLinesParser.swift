package import NIOCore

/// Cuts the bytes of an `application/x-ndjson` body into lines, as they come. Blank lines are left out, and a line's end
/// may be LF or CR LF.
///
/// INVARIANT: the lines depend on the bytes alone, never on how they were split into `append` calls.
package struct JSONLinesParser: Sendable {
  private let maxLineBytes: Int
  private var pending = ByteBuffer()
  /// Bytes of `pending` that hold no line end.
  private var searched = 0
  private var isFinished = false

  /// - Parameter maxLineBytes: the longest line.
  package init(maxLineBytes: Int = 16 * 1024 * 1024) {
    precondition(maxLineBytes > 0, "a line of at most \(maxLineBytes) bytes")
    self.maxLineBytes = maxLineBytes
  }

  /// Takes more bytes of the body.
  package mutating func append(_ bytes: ByteBuffer) {
    precondition(!isFinished, "bytes after the end of a body")
    pending.writeImmutableBuffer(bytes)
  }

  /// The body has ended. `next` then also returns a last line without an end.
  package mutating func finish() { isFinished = true }

  /// The next line without its end; nil when more bytes are needed, or, after `finish`, when none is left.
  package mutating func next() throws(EventStreamFault) -> ByteBuffer? {
    while true {
      let view = pending.readableBytesView
      let end = view.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")).map { $0 - view.startIndex }
      searched = end ?? view.count
      guard searched <= maxLineBytes else { throw .eventTooLarge(limit: maxLineBytes) }
      guard end != nil || (isFinished && searched > 0) else {
        // What is left is a copy, so that a line that was handed out is not kept alive or written over.
        if pending.readerIndex > 64 * 1024 { pending = ByteBuffer(bytes: pending.readableBytesView) }
        return nil
      }
      guard var line = pending.readSlice(length: searched) else { preconditionFailure("a line beyond its bytes") }
      if end != nil { pending.moveReaderIndex(forwardBy: 1) }
      searched = 0
      if line.readableBytesView.last == UInt8(ascii: "\r") { line.moveWriterIndex(to: line.writerIndex - 1) }
      if line.readableBytes > 0 { return line }
    }
  }
}
