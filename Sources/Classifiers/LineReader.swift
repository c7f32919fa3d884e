package import Foundation

/// Reads a file or a pipe line by line, whatever its size.
package final class LineReader {
  /// One line without its end; lines count from 1.
  package struct Line: Sendable {
    package var number: Int
    /// nil for a line over the limit, which was skipped.
    package var bytes: Data?
  }

  private let handle: FileHandle
  private let limit: Int
  private var buffer: [UInt8] = []
  /// Where the next line starts in `buffer`.
  private var start = 0
  private var number = 0
  private var hasEnded = false

  /// - Parameter limit: bytes of a line at most.
  package init(_ handle: FileHandle, limit: Int) {
    self.handle = handle
    self.limit = limit
  }

  /// The next line; nil at the end.
  package func next() throws -> Line? {
    var scanned = start
    var isTooLong = false
    while true {
      if let end = lineEnd(from: scanned) {
        defer { start = end + 1 }
        return line(isTooLong || end - start > limit ? nil : Data(buffer[start..<end]))
      }
      if buffer.count - start > limit {
        // Only its end is still looked for.
        isTooLong = true
        start = buffer.count
      }
      // What was read before is dropped here, so that the buffer does not grow with the file.
      buffer.removeFirst(start)
      start = 0
      scanned = buffer.count
      guard !hasEnded, let more = try handle.read(upToCount: 1 << 18), !more.isEmpty else {
        hasEnded = true
        guard scanned > 0 || isTooLong else { return nil }
        defer { buffer = [] }
        return line(isTooLong ? nil : Data(buffer))
      }
      buffer += more
    }
  }

  private func line(_ bytes: Data?) -> Line {
    number += 1
    return Line(number: number, bytes: bytes)
  }

  /// Where the next line end is.
  private func lineEnd(from first: Int) -> Int? {
    unsafe buffer.withUnsafeBytes { bytes in
      guard first < bytes.count, let base = bytes.baseAddress,
        let found = unsafe memchr(base + first, 0x0A, bytes.count - first)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }
}
