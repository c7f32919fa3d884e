import Foundation
import Logging
import RefusalLog
import Taxonomy
import Testing

/// The spill file before a PostgreSQL server that crashes.
@Suite(.serialized, .timeLimit(.minutes(5))) struct SpillingServerTests {
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  @Test("a server that is not there at the start, crashes while it is written to and comes back has all of it once")
  func crashes() async throws {
    let folder = try TemporaryFolder()
    let server = try PostgreSQLServer(settings: ["fsync": "on"])
    try server.stop(.fast)
    let place = RefusalLogPlace.postgreSQL(server.address(schema: "public"))
    let store = try RefusalStore(place)
    var limits = SpillLimits()
    limits.firstRetry = .milliseconds(1)
    limits.lastRetry = .milliseconds(20)
    let storage = SpillingStorage(store: store, folder: folder.path, limits: limits, logger: Self.quiet)
    var batches = RecordLimits()
    batches.batch = 20
    batches.gather = .milliseconds(1)
    let writer = RecordWriter(storage: storage, limits: batches, drainLimit: .seconds(60), logger: Self.quiet)
    var next: UInt64 = 0
    func submit(_ count: Int) {
      for _ in 0..<count {
        writer.submit([
          TrafficKey(
            milliseconds: Int64(next) * 3_600_000, app: "a", model: "m", policy: "p", outcome: .allowed,
            isPromptSafe: true): 1
        ])
        #expect(writer.submit(.sample(next)))
        next += 1
      }
    }
    submit(50)
    #expect(await writer.flush(within: .seconds(60)))
    #expect(writer.counters.acknowledged == 50 && writer.counters.written == 0)
    for _ in 0..<3 {
      try server.start()
      submit(300)
      while storage.backlog.caughtUp == 0 { await Task.yield() }
      // In the middle of it.
      try server.stop(.immediate)
      submit(100)
      #expect(await writer.flush(within: .seconds(60)))
      #expect(writer.counters.acknowledged == Int(next))
      while writer.counters.isHealthy { await Task.yield() }
      #expect(storage.backlog.isStoreDown)
    }
    try server.start()
    while storage.backlog.records > 0 { await Task.yield() }
    await writer.stop()
    #expect(try store.count() == Int(next))
    let counts = try server.run(
      "SELECT count(*) || ' ' || min(requests) || ' ' || max(requests) FROM traffic", schema: "public")
    #expect(counts == ["\(next) 1 1"])
    try store.close()
  }
}
