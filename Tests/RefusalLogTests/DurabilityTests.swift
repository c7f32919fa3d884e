import Foundation
import GRDB
import Logging
import RefusalLog
import Taxonomy
import Testing

@Suite(.serialized) struct DurabilityTests {
  @Test("kill -9 at any moment loses nothing that was acknowledged, and the next start goes on")
  func killed() throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: 20_26)
    var acknowledged: [UInt64: UInt64] = [:]
    for round in 0..<15 {
      let first = UInt64(round) * 1_000_000
      let child = try CrashWriter(["crash", folder.path, String(first)])
      var last = child.readLine()
      // How long the child lives: so many of its bursts.
      for _ in 0..<Int.random(in: 0...20, using: &random) { last = child.readLine() ?? last }
      last = child.kill() ?? last
      let count = try #require(last.flatMap(UInt64.init))
      acknowledged[first] = count
      let (stored, check) = try folder.database().read { database in
        (
          try Int64.fetchSet(
            database, sql: "SELECT time_ms FROM refusals WHERE time_ms >= ?", arguments: [Int64(first)]),
          try String.fetchOne(database, sql: "PRAGMA integrity_check")
        )
      }
      #expect(check == "ok", "round \(round)")
      let missing = (first..<first + count).count { !stored.contains(Int64($0)) }
      #expect(missing == 0, "round \(round): \(missing) of \(count) acknowledged records are missing")
    }
    #expect(acknowledged.values.reduce(0, +) > 1_000, "the child was killed before it did anything")
    let store = try RefusalStore.reading(folder: folder.path)
    for (first, count) in acknowledged {
      let filter = RefusalFilter(since: Int64(first), until: Int64(first + count))
      #expect(try store.count(filter) == Int(count), "later rounds took nothing away")
    }
  }

  @Test("a disk that takes no more is counted and holds nothing up; with room again everything taken is written")
  func fileSizeLimit() throws {
    let folder = try TemporaryFolder()
    let child = try CrashWriter(["limited", folder.path, String(400_000)])
    let failing = try #require(child.readLine())
    let recovered = try #require(child.readLine())
    #expect(child.waitForEnd() == 0)
    let taken = try #require(failing.firstMatch(of: /failing taken=(\d+) healthy=false/)).1
    #expect(recovered == "recovered flushed=true written=\(taken) healthy=true")
    let store = try RefusalStore.reading(folder: folder.path)
    #expect(try store.count() == Int(taken))
    #expect(try folder.database().read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
  }

  @Test("a full database is an error that may pass: the batch is not written in part, and goes in when there is room")
  func fullDatabase() async throws {
    let folder = try TemporaryFolder()
    var configuration = RefusalStore.Configuration()
    configuration.maximumPages = 140
    let store = try RefusalStore(folder: folder.path, configuration: configuration)
    var limits = RecordLimits()
    limits.records = 200
    limits.batch = 20
    limits.firstRetry = .milliseconds(1)
    limits.lastRetry = .milliseconds(5)
    let writer = RecordWriter(
      store: store, limits: limits, drainLimit: .seconds(30),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let text = String(repeating: "x", count: 4_000)
    var taken = 0
    var number: UInt64 = 0
    while writer.counters.droppedQueueFull == 0 || writer.counters.failures == 0 {
      if writer.submit(.sample(number, prompt: text)) { taken += 1 }
      number += 1
      await Task.yield()
    }
    let full = writer.counters
    #expect(full.lastError?.contains("database or disk is full") == true)
    #expect(!full.isHealthy)
    #expect(try store.count() == writer.counters.written, "no half batches")
    // Another process makes room, as often as it takes: what waits is more than fits.
    var deleted = 0
    repeat {
      deleted += try await folder.database().write { database in
        try database.execute(sql: "DELETE FROM refusals")
        return database.changesCount
      }
    } while await !writer.flush(within: .milliseconds(20))
    #expect(writer.counters.written == taken)
    #expect(try deleted + store.count() == taken)
    #expect(writer.counters.isHealthy)
    #expect(writer.counters.droppedFailed == 0)
  }
}
