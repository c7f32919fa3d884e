import Foundation
import GRDB
import Logging
import RefusalLog
import Testing

/// What is in a data folder once the next process has brought everything in.
struct SpillAftermath {
  /// Numbers of the records in the database.
  let records: Set<Int64>
  /// Numbers of the records whose counts are there.
  let counted: Set<Int64>
  /// Numbers of the records in the stream.
  let streamed: Set<Int64>

  /// Starts over the folder as a process would, and waits until the spill file is empty.
  init(_ folder: String, _ comment: Comment) async throws {
    let store = try RefusalStore(folder: folder)
    var limits = SpillLimits()
    limits.firstRetry = .milliseconds(1)
    let storage = SpillingStorage(
      store: store, folder: folder, limits: limits, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    // Where a killed child's lock still goes away, the folder is opened a little later.
    while try storage.backlog.unusable != nil || Self.files(folder, ".spill") > 0 { await Task.yield() }
    storage.stop()
    #expect(try storage.backlog.lost == 0 && Self.files(folder, ".damaged") == 0, comment)
    try store.close()
    let database = try DatabaseQueue(path: folder + "/" + RefusalStore.fileName)
    let (check, records, counts) = try await database.read { database in
      (
        try String.fetchOne(database, sql: "PRAGMA integrity_check"),
        try Int64.fetchSet(database, sql: "SELECT time_ms FROM refusals"),
        try Row.fetchAll(database, sql: "SELECT hour, requests FROM traffic").map { ($0[0] as Int64, $0[1] as Int) }
      )
    }
    #expect(check == "ok", comment)
    #expect(counts.allSatisfy { $0.1 == 1 }, comment)
    self.records = records
    counted = Set(counts.map(\.0))
    streamed = try Self.streamed(folder)
  }

  private static func files(_ folder: String, _ ending: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: folder + "/" + SpillFolder.name).count { $0.hasSuffix(ending) }
  }

  private static func streamed(_ folder: String) throws -> Set<Int64> {
    var numbers: Set<Int64> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix("records.jsonl") {
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)), as: UTF8.self)
      for line in text.split(separator: "\n") {
        // What a crash left of a line is none.
        guard line.hasSuffix("}"), let number = line.firstMatch(of: /"milliseconds":(\d+)/)?.1 else { continue }
        numbers.insert(Int64(number) ?? -1)
      }
    }
    return numbers
  }

  /// Every record of the range is there, is counted once, and was streamed.
  func expect(_ numbers: Range<UInt64>, _ comment: Comment) {
    let expected = Set(numbers.map { Int64($0) })
    #expect(expected.subtracting(records).isEmpty, comment)
    #expect(expected.subtracting(counted).isEmpty, comment)
    #expect(expected.subtracting(streamed).isEmpty, comment)
  }
}
