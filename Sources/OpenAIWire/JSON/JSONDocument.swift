package import NIOCore

/// Reads one whole JSON document out of a buffer.
package enum JSONDocument {
  /// Keys that are open at once before they move to the heap: 960 bytes, since Swift lends at most 1 KiB of stack.
  private static let keysOnStack = 40

  /// Checks that the readable bytes are one JSON document.
  package static func validate(
    _ bytes: ByteBuffer, mode: JSONMode = .strict, limits: JSONLimits = JSONLimits()
  ) throws(JSONFault) {
    do {
      try read(bytes, mode: mode, limits: limits) { cursor in try cursor.skipValue() }
    } catch let fault as JSONFault {
      throw fault
    } catch {
      preconditionFailure("validation threw \(error)")
    }
  }

  /// Walks the readable bytes with a cursor; offsets count from the first readable byte.
  ///
  /// `body` takes one value; that nothing follows it is checked here.
  ///
  /// - Parameter isTraced: whether words are to come with where they stand in the document.
  @inline(__always)
  static func read<Result>(
    _ bytes: ByteBuffer, mode: JSONMode, limits: JSONLimits, isTraced: Bool = false,
    _ body: (inout JSONCursor) throws -> Result
  ) throws -> Result {
    try unsafe bytes.withUnsafeReadableBytes { buffer in
      try unsafe read(buffer, mode: mode, limits: limits, isTraced: isTraced, body)
    }
  }

  @inline(__always)
  static func read<Result>(
    _ buffer: UnsafeRawBufferPointer, mode: JSONMode, limits: JSONLimits, isTraced: Bool = false,
    _ body: (inout JSONCursor) throws -> Result
  ) throws -> Result {
    guard let base = buffer.baseAddress, buffer.count > 0 else { throw JSONFault(.unexpectedEnd, at: 0) }
    return try unsafe withUnsafeTemporaryAllocation(of: JSONKey.self, capacity: keysOnStack) { memory in
      var cursor = unsafe JSONCursor(
        base: base, count: buffer.count, mode: mode, limits: limits, isTraced: isTraced,
        keys: JSONKeyStack(lent: memory))
      let result = try body(&cursor)
      try cursor.finish()
      return result
    }
  }
}
