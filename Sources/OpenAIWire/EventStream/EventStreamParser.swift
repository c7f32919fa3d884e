package import NIOCore

/// Cuts the bytes of a `text/event-stream` into events (WHATWG HTML, section 9.2), as they come.
///
/// INVARIANT: the events depend on the bytes alone, never on how they were split into `append` calls. A carriage
/// return ends a line only once the byte after it is known, since a line feed there belongs to it; so the last event
/// of a stream with bare carriage returns comes one byte late, or at `finish`.
///
/// An event that lies within one appended buffer is handed out as slices of it, without a copy.
package struct EventStreamParser: Sendable {
  private let maxEventBytes: Int
  /// Bytes that belong to no event handed out yet.
  private var pending = ByteBuffer()
  /// Whether `pending` shares its memory with nobody, so that it can grow in place.
  private var ownsPending = true
  /// What is known of the open event; its offsets count from the first readable byte of `pending`.
  private var open = OpenEvent()
  private var isAtStart = true
  private var isFinished = false

  /// - Parameter maxEventBytes: the longest event, its comments and blank lines included.
  package init(maxEventBytes: Int = 16 * 1024 * 1024) {
    precondition(maxEventBytes > 0, "an event of at most \(maxEventBytes) bytes")
    self.maxEventBytes = maxEventBytes
  }

  /// Bytes that wait for the rest of their event.
  package var pendingBytes: Int { pending.readableBytes }

  /// Takes more bytes of the stream.
  package mutating func append(_ bytes: ByteBuffer) {
    precondition(!isFinished, "bytes after the end of an event stream")
    guard bytes.readableBytes > 0 else { return }
    if pending.readableBytes == 0 {
      pending = bytes
      ownsPending = false
    } else if ownsPending {
      pending.writeImmutableBuffer(bytes)
    } else {
      // Room for as much again, so that an event that comes byte by byte is copied a constant number of times.
      var joined = ByteBufferAllocator().buffer(capacity: 2 * (pending.readableBytes + bytes.readableBytes))
      joined.writeImmutableBuffer(pending)
      joined.writeImmutableBuffer(bytes)
      pending = joined
      ownsPending = true
    }
  }

  /// The stream has ended. `next` then also returns what was left, as an event that may not be complete.
  package mutating func finish() { isFinished = true }

  /// The next event; nil when more bytes are needed, or, after `finish`, when none is left.
  package mutating func next() throws(EventStreamFault) -> ServerSentEvent? {
    if isAtStart, !skipByteOrderMark() { return nil }
    guard pending.readableBytes > 0 else { return nil }
    let isComplete = unsafe pending.withUnsafeReadableBytes { bytes in
      unsafe open.scan(bytes, isFinished: isFinished)
    }
    // Without its blank line the open event has all that is pending.
    let length = isComplete ? open.lineStart : pending.readableBytes
    guard length <= maxEventBytes else { throw .eventTooLarge(limit: maxEventBytes) }
    return isComplete || isFinished ? takeEvent(length: length, isComplete: isComplete) : nil
  }

  /// Settles whether a byte order mark stands at the start; false when that needs more bytes.
  private mutating func skipByteOrderMark() -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let first = pending.readableBytesView.prefix(mark.count)
    let mayBeMark = mark.starts(with: first)
    if mayBeMark, first.count < mark.count, !isFinished { return false }
    isAtStart = false
    if mayBeMark, first.count == mark.count { open = OpenEvent(skipping: mark.count) }
    return true
  }

  private mutating func takeEvent(length: Int, isComplete: Bool) -> ServerSentEvent {
    let data = payload()
    let name = open.name.map { String(buffer: slice($0)) }
    let event = ServerSentEvent(
      raw: slice(0..<length), data: data, eventName: name, hasData: open.firstData != nil,
      hasOtherLines: open.hasOtherLines, isComplete: isComplete)
    pending.moveReaderIndex(forwardBy: length)
    open = OpenEvent()
    ownsPending = false
    return event
  }

  private func payload() -> ByteBuffer {
    guard let first = open.firstData else { return ByteBuffer() }
    guard !open.moreData.isEmpty else { return slice(first) }
    var joined = slice(first)
    for range in open.moreData {
      joined.writeInteger(UInt8(ascii: "\n"))
      joined.writeImmutableBuffer(slice(range))
    }
    return joined
  }

  private func slice(_ range: Range<Int>) -> ByteBuffer {
    guard let slice = pending.getSlice(at: pending.readerIndex + range.lowerBound, length: range.count) else {
      preconditionFailure("bytes \(range) of \(pending.readableBytes)")
    }
    return slice
  }
}
