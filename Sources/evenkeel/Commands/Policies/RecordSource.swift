import Classifiers
import Foundation
package import RefusalLog

/// Recorded traffic from a file of JSON lines or from the refusal log itself, record by record.
package struct RecordSource {
  /// Bytes of a line; two texts of 16 KiB, escaped throughout, fit many times.
  private static let longestLine = 4 << 20
  private static let databaseMark = Data("SQLite format 3\0".utf8)

  private let path: String

  /// - Parameter path: a file of `refusals export --format jsonl`, `-` for stdin, the log's file, or the data folder.
  package init(_ path: String) { self.path = path }

  /// Hands out at most `limit` records, the oldest first.
  ///
  /// - Parameters:
  ///   - report: takes what is wrong with a row, which is left out; nothing of its texts.
  ///   - body: takes a record.
  /// - Returns: the number of bad rows.
  package func read(
    limit: Int, report: (String) -> Void, _ body: (RefusalRecord) throws -> Void
  ) throws -> Int {
    var isFolder: ObjCBool = false
    if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return try read(RefusalStore.reading(folder: path), limit: limit, report: report, body)
    }
    let handle: FileHandle
    do {
      handle = path == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(filePath: path))
    } catch {
      throw CommandFailure(.unusable, "`\(path)` cannot be read: \(error.localizedDescription)")
    }
    // A pipe cannot be read twice, and no database comes out of one.
    if isRegular {
      let start = try handle.read(upToCount: Self.databaseMark.count)
      if start == Self.databaseMark {
        return try read(RefusalStore.reading(file: path), limit: limit, report: report, body)
      }
      try handle.seek(toOffset: 0)
    }
    return try read(LineReader(handle, limit: Self.longestLine), limit: limit, report: report, body)
  }

  private var isRegular: Bool {
    var facts = stat()
    return unsafe stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }

  private func read(
    _ store: RefusalStore, limit: Int, report: (String) -> Void, _ body: (RefusalRecord) throws -> Void
  ) throws -> Int {
    var (good, bad) = (0, 0)
    try store.walk { result in
      switch result {
      case .success(let record):
        good += 1
        try body(record)
      case .failure(let error):
        bad += 1
        report("\(path): \(error)")
      }
      return good < limit
    }
    return bad
  }

  private func read(
    _ lines: LineReader, limit: Int, report: (String) -> Void, _ body: (RefusalRecord) throws -> Void
  ) throws -> Int {
    var (good, bad) = (0, 0)
    while good < limit, let line = try lines.next() {
      guard let bytes = line.bytes else {
        bad += 1
        report("\(path):\(line.number): the row has more than \(Self.longestLine) bytes")
        continue
      }
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
      let record: RefusalRecord
      do throws(RecordRowFault) {
        record = try RefusalRecord(row: bytes)
      } catch {
        bad += 1
        report("\(path):\(line.number): \(error)")
        continue
      }
      good += 1
      try body(record)
    }
    return bad
  }
}
