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
  private var buffer = Data()
  private var number = 0
  private var hasEnded = false

  /// - Parameter limit: bytes of a line at most.
  package init(_ handle: FileHandle, limit: Int) {
    self.handle = handle
    self.limit = limit
  }

  /// The next line; nil at the end.
  package func next() throws -> Line? {
    var scanned = 0
    var isTooLong = false
    while true {
      if let end = buffer[(buffer.startIndex + scanned)...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = buffer[buffer.startIndex..<end]
        let bytes = isTooLong || line.count > limit ? nil : Data(line)
        buffer = buffer[(end + 1)...]
        number += 1
        return Line(number: number, bytes: bytes)
      }
      scanned = buffer.count
      if scanned > limit {
        // Only its end is still looked for.
        isTooLong = true
        buffer = Data()
        scanned = 0
      }
      guard !hasEnded, let more = try handle.read(upToCount: 1 << 18), !more.isEmpty else {
        hasEnded = true
        guard scanned > 0 || isTooLong else { return nil }
        let bytes = isTooLong ? nil : Data(buffer)
        buffer = Data()
        number += 1
        return Line(number: number, bytes: bytes)
      }
      // What was read before is dropped here, so that the buffer does not grow with the file.
      buffer = Data(buffer) + more
    }
  }
}
