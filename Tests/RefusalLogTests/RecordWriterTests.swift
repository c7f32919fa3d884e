import Logging
import RefusalLog
import ServiceLifecycle
import Taxonomy
import Testing

@Suite struct RecordWriterTests {
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private static func writer(
    _ storage: ScriptedStorage, drainLimit: Duration = .seconds(30), _ change: (inout RecordLimits) -> Void = { _ in }
  ) -> RecordWriter {
    var limits = RecordLimits()
    limits.firstRetry = .milliseconds(1)
    limits.lastRetry = .milliseconds(2)
    change(&limits)
    return RecordWriter(storage: storage, limits: limits, drainLimit: drainLimit, logger: quiet)
  }

  private static let traffic = TrafficKey(
    milliseconds: 0, app: "a", model: nil, policy: "p", outcome: .allowed, isPromptSafe: true)

  @Test("records from many threads at once are all written, in batches")
  func manyThreads() async {
    let storage = ScriptedStorage()
    let writer = Self.writer(storage)
    await withTaskGroup(of: Void.self) { group in
      for thread in 0..<8 {
        group.addTask {
          for number in 0..<500 {
            #expect(writer.submit(.sample(UInt64(thread * 1_000 + number))))
            writer.submit([Self.traffic: 1])
          }
        }
      }
    }
    #expect(await writer.flush(within: .seconds(60)))
    #expect(Set(storage.records.map(\.id)).count == 4_000)
    #expect(writer.counters.written == 4_000)
    #expect(storage.requests == 4_000)
    #expect(storage.batchSizes.count < 4_000)
  }

  @Test("while the database is stuck, records are taken up to the limit, then refused at once and counted")
  func stuckDatabase() async {
    let storage = ScriptedStorage(isHeld: true)
    let writer = Self.writer(storage) { $0.records = 100 }
    let taken = (0..<150).count { writer.submit(.sample(UInt64($0))) }
    #expect(taken == 100)
    let counters = writer.counters
    #expect(counters.droppedQueueFull == 50)
    #expect(counters.queueDepth == 100)
    #expect(counters.written == 0)
    #expect(!counters.isHealthy)
    storage.release(1_000)
    #expect(await writer.flush(within: .seconds(60)))
    #expect(writer.counters.written == 100)
    #expect(writer.counters.isHealthy)
  }

  @Test("a storage that fails for a while loses nothing, and the writer recovers by itself")
  func recovers() async {
    let storage = ScriptedStorage(failures: 12)
    let writer = Self.writer(storage)
    for number in 0..<50 { writer.submit(.sample(UInt64(number))) }
    writer.submit([Self.traffic: 7])
    #expect(await writer.flush(within: .seconds(60)))
    #expect(storage.records.map(\.milliseconds) == Array(0..<50))
    #expect(storage.requests == 7)
    let counters = writer.counters
    #expect(counters.failures == 12)
    #expect(counters.isHealthy)
    #expect(counters.lastError?.contains("full") == true)
  }

  @Test("a flush ends at its limit when the storage stays broken")
  func flushLimit() async {
    let writer = Self.writer(ScriptedStorage(failures: .max))
    writer.submit(.sample(1))
    #expect(await !writer.flush(within: .milliseconds(50)))
    #expect(writer.counters.queueDepth == 1, "the record stays for the next try")
  }

  @Test("a flush with nothing to do ends at once")
  func emptyFlush() async {
    #expect(await Self.writer(ScriptedStorage()).flush(within: .zero))
  }

  @Test("a graceful shutdown writes what waits")
  func shutdownDrains() async throws {
    let storage = ScriptedStorage(isHeld: true)
    let writer = Self.writer(storage)
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: writer)], gracefulShutdownSignals: [], logger: Self.quiet))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      for number in 0..<1_200 { writer.submit(.sample(UInt64(number))) }
      await group.triggerGracefulShutdown()
      storage.release(1_000)
      try await tasks.waitForAll()
    }
    #expect(storage.records.count == 1_200)
    #expect(!writer.submit(.sample(9_999)), "after the shutdown nothing is taken")
  }

  @Test("a shutdown over a broken storage ends at its limit and counts what it dropped")
  func shutdownLimit() async {
    let writer = Self.writer(ScriptedStorage(failures: .max), drainLimit: .milliseconds(50))
    for number in 0..<10 { writer.submit(.sample(UInt64(number))) }
    await writer.stop()
    #expect(await writer.flush(within: .seconds(60)))
    #expect(writer.counters.droppedFailed == 10)
    #expect(writer.counters.queueDepth == 0)
  }

  @Test("one line in the log a change of state, without a word of a prompt")
  func logs() async {
    let lines = LogLines()
    var limits = RecordLimits()
    limits.firstRetry = .milliseconds(1)
    limits.lastRetry = .milliseconds(1)
    let writer = RecordWriter(
      storage: ScriptedStorage(failures: 20), limits: limits, drainLimit: .seconds(30), logger: lines.logger)
    writer.submit(.sample(1, prompt: "a secret prompt"))
    #expect(await writer.flush(within: .seconds(60)))
    await writer.stop()
    await lines.waitForLines(2)
    #expect(lines.all.count == 2)
    #expect(lines.all.first?.contains("cannot be written") == true)
    #expect(lines.all.last?.contains("written again") == true)
    #expect(!lines.all.contains { $0.contains("secret") })
  }
}
