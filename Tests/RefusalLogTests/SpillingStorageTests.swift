import Foundation
import GRDB
import Logging
import RefusalLog
import Taxonomy
import Testing

@Suite struct SpillingStorageTests {
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private static func limits(bytes: Int = 64 << 20) -> SpillLimits {
    var limits = SpillLimits()
    limits.bytes = bytes
    limits.firstRetry = .milliseconds(1)
    limits.lastRetry = .milliseconds(2)
    return limits
  }

  private static func writer(_ storage: any RecordStorage) -> RecordWriter {
    var limits = RecordLimits()
    limits.firstRetry = .milliseconds(1)
    limits.lastRetry = .milliseconds(2)
    limits.gather = .microseconds(100)
    limits.trafficDelay = .microseconds(100)
    limits.batch = 7
    return RecordWriter(storage: storage, limits: limits, drainLimit: .seconds(30), logger: quiet)
  }

  private static func key(_ number: UInt64) -> TrafficKey {
    TrafficKey(
      milliseconds: Int64(number) * 3_600_000, app: "a", model: "m", policy: "p", outcome: .allowed,
      isPromptSafe: true)
  }

  private static func caughtUp(_ storage: any RecordStorage) async {
    while storage.backlog.records > 0 || storage.backlog.bytes > 0 { await Task.yield() }
  }

  @Test("a database that comes and goes, and commits without saying so, gets all once and in order", arguments: 0..<12)
  func flapping(seed: UInt64) async throws {
    let folder = try TemporaryFolder()
    let store = ForgetfulStorage { attempt in
      var random = SeededGenerator(seed: seed << 32 | UInt64(attempt))
      // From the hundredth try on it stays.
      if attempt > 100 { return .up }
      return Int.random(in: 0..<3, using: &random) == 0
        ? ForgetfulStorage.Mood.allCases.randomElement(using: &random) : nil
    }
    let storage = SpillingStorage(store: store, folder: folder.path, limits: Self.limits(), logger: Self.quiet)
    let writer = Self.writer(storage)
    var random = SeededGenerator(seed: seed)
    for number in 0..<UInt64(600) {
      #expect(writer.submit(.sample(number)))
      writer.submit([Self.key(number): 1])
      if Int.random(in: 0..<20, using: &random) == 0 { #expect(await writer.flush(within: .seconds(60))) }
    }
    #expect(await writer.flush(within: .seconds(60)))
    #expect(writer.counters.acknowledged == 600)
    store.mood = .up
    await Self.caughtUp(storage)
    #expect(store.records.map(\.milliseconds) == Array(0..<600))
    #expect(store.counts.count == 600 && store.counts.values.allSatisfy { $0 == 1 })
    let counters = writer.counters
    #expect(counters.written + counters.duplicates >= 600 && counters.requestsCounted == 600)
    #expect(counters.droppedFailed == 0 && counters.isHealthy)
    await writer.stop()
  }

  @Test("with the database away, records are acknowledged from the disk, and the next process brings them in")
  func restart() async throws {
    let folder = try TemporaryFolder()
    let away = ForgetfulStorage(.down)
    do {
      let storage = SpillingStorage(store: away, folder: folder.path, limits: Self.limits(), logger: Self.quiet)
      let writer = Self.writer(storage)
      for number in 0..<UInt64(50) {
        writer.submit(.sample(number))
        writer.submit([Self.key(number): 1])
      }
      #expect(await writer.flush(within: .seconds(60)))
      let counters = writer.counters
      #expect(counters.acknowledged == 50 && counters.written == 0 && counters.requestsCounted == 0)
      #expect(counters.backlog.records == 50 && !counters.isHealthy)
      #expect(counters.lastError?.contains("disk I/O error") == true)
      await writer.stop()
    }
    away.mood = .up
    let storage = SpillingStorage(store: away, folder: folder.path, limits: Self.limits(), logger: Self.quiet)
    while storage.backlog.caughtUp < 50 { await Task.yield() }
    #expect(away.records.map(\.milliseconds) == Array(0..<50))
    #expect(away.counts.values.allSatisfy { $0 == 1 } && away.counts.count == 50)
    #expect(storage.backlog.caughtUp == 50 && storage.backlog.requestsCaughtUp == 50)
    storage.stop()
  }

  @Test("a full spill file is said together with the database's fault, and what waits is written when there is room")
  func full() async throws {
    let folder = try TemporaryFolder()
    let store = ForgetfulStorage(.down)
    let storage = SpillingStorage(
      store: store, folder: folder.path, limits: Self.limits(bytes: 20_000), logger: Self.quiet)
    let writer = Self.writer(storage)
    for number in 0..<UInt64(100) { #expect(writer.submit(.sample(number))) }
    while writer.counters.failures < 3 || writer.counters.spilled == 0 { await Task.yield() }
    #expect(storage.backlog.bytes <= 20_000)
    #expect(writer.counters.acknowledged < 100 && !writer.counters.isHealthy)
    store.mood = .up
    #expect(await writer.flush(within: .seconds(60)))
    await Self.caughtUp(storage)
    #expect(store.records.map(\.milliseconds) == Array(0..<100))
    #expect(writer.counters.acknowledged == 100)
    await writer.stop()
  }

  @Test("where there is no spill file, records go to the database as they would without it, and it is tried again")
  func unusable() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path + "/" + SpillFolder.name
    #expect(FileManager.default.createFile(atPath: place, contents: nil))
    let store = ForgetfulStorage()
    let storage = SpillingStorage(store: store, folder: folder.path, limits: Self.limits(), logger: Self.quiet)
    #expect(storage.backlog.unusable?.contains("spill") == true)
    let writer = Self.writer(storage)
    writer.submit(.sample(1))
    #expect(await writer.flush(within: .seconds(60)))
    #expect(writer.counters.written == 1 && writer.counters.isHealthy)
    store.mood = .down
    writer.submit(.sample(2))
    while writer.counters.failures == 0 { await Task.yield() }
    #expect(writer.counters.lastError?.contains("spill") == true)
    try FileManager.default.removeItem(atPath: place)
    #expect(await writer.flush(within: .seconds(60)), "the folder was tried again")
    #expect(writer.counters.spilled == 1)
    await writer.stop()
  }

  @Test("a batch without a name is never kept: it could be counted twice")
  func nameless() throws {
    let folder = try TemporaryFolder()
    let storage = SpillingStorage(
      store: ForgetfulStorage(.down), folder: folder.path, limits: Self.limits(), logger: Self.quiet)
    #expect(throws: RefusalLogError.database(code: 10, message: "disk I/O error")) {
      try storage.append([.sample(1)], traffic: [:])
    }
    #expect(storage.backlog.records == 0)
  }

  @Test("what the database has of a name, it does not take again")
  func marks() throws {
    let folder = try TemporaryFolder()
    let store = try RefusalStore(folder: folder.path)
    let source = BatchMark.randomSource()
    let first = BatchMark(source: source, number: 5)
    let twice = try (0..<2).map { _ in try store.append([.sample(1)], traffic: [Self.key(1): 3], mark: first) }
    #expect(twice == [AppendOutcome(written: 1, requests: 3), AppendOutcome(duplicates: 1, requests: 3)])
    let earlier = BatchMark(source: source, number: 4)
    #expect(try store.append([.sample(2)], traffic: [:], mark: earlier).duplicates == 1)
    let other = BatchMark(source: BatchMark.randomSource(), number: 1)
    #expect(try store.append([.sample(3)], traffic: [Self.key(1): 2], mark: other).written == 1)
    #expect(
      try store.append([.sample(4)], traffic: [:], mark: BatchMark(source: source, number: UInt64(Int64.max))).written
        == 1)
    #expect(try store.count() == 3)
    let requests = try folder.database().read { try Int.fetchOne($0, sql: "SELECT sum(requests) FROM traffic") }
    #expect(requests == 5)
  }

  @Test("one line in the log as it begins and one as it ends, without a word of a prompt")
  func logs() async throws {
    let folder = try TemporaryFolder()
    let lines = LogLines()
    let store = ForgetfulStorage(.down)
    let storage = SpillingStorage(store: store, folder: folder.path, limits: Self.limits(), logger: lines.logger)
    let writer = Self.writer(storage)
    for number in 0..<UInt64(40) { writer.submit(.sample(number, prompt: "a secret prompt")) }
    #expect(await writer.flush(within: .seconds(60)))
    store.mood = .up
    await Self.caughtUp(storage)
    await writer.stop()
    await lines.waitForLines(2)
    #expect(lines.all.count == 2, "\(lines.all)")
    #expect(lines.all.first?.contains("go to the spill file") == true)
    #expect(lines.all.last?.contains("spill file is empty") == true)
    #expect(!lines.all.contains { $0.contains("secret") })
  }
}
