import Foundation
import GRDB
import RefusalLog
import Taxonomy
import Testing

@Suite struct RefusalStoreTests {
  @Test("a record comes back as it went in, full and bare", arguments: DatabaseKind.allCases)
  func roundTrip(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try log.store()
    let records = [RefusalRecord.sample(1), .bare(2)]
    #expect(try store.append(records, traffic: [:]) == AppendOutcome(written: 2))
    #expect(try store.list(limit: 10) == Array(records.reversed()))
  }

  @Test("every word of the vocabulary fits the schema: a new one needs a migration", arguments: DatabaseKind.allCases)
  func vocabulary(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try log.store()
    var records: [RefusalRecord] = []
    func add(_ change: (inout RefusalRecord) -> Void) {
      var record = RefusalRecord.bare(UInt64(records.count))
      change(&record)
      records.append(record)
    }
    for word in Verdict.allCases { add { $0.verdict = word } }
    for word in Stage.allCases { add { $0.stage = word } }
    for word in Decision.Action.allCases { add { $0.action = word } }
    for word in Decision.Cause.allCases { add { $0.cause = word } }
    for word in RefusalKind.allCases { add { $0.refusalKind = word } }
    for word in Delivery.allCases { add { $0.delivery = word } }
    for word in ContentMode.allCases { add { $0.contentMode = word } }
    var traffic: [TrafficKey: Int] = [:]
    for word in TrafficOutcome.allCases {
      for isSafe in [true, false] {
        let key = TrafficKey(
          milliseconds: 0, app: "a", model: nil, policy: "p", outcome: word, isPromptSafe: isSafe)
        traffic[key] = 1
      }
    }
    let outcome = try store.append(records, traffic: traffic)
    #expect(outcome == AppendOutcome(written: records.count, requests: traffic.count))
    #expect(try store.list(limit: 100) == Array(records.reversed()))
  }

  @Test("a second record with the same id changes nothing and is counted", arguments: DatabaseKind.allCases)
  func duplicate(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try log.store()
    var second = RefusalRecord.sample(1)
    second.app = "another"
    _ = try store.append([.sample(1)], traffic: [:])
    #expect(try store.append([second, .sample(2)], traffic: [:]) == AppendOutcome(written: 1, duplicates: 1))
    #expect(try store.show(second.id.description).app == "shop")
  }

  @Test(
    "among many records those are counted that were there before, or twice in the batch",
    arguments: DatabaseKind.allCases)
  func mixed(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try log.store()
    let old = (0..<150 as Range<UInt64>).filter { $0 % 3 == 1 }
    _ = try store.append(old.map { .sample($0, verdict: .guardCut) }, traffic: [:])
    let batch = (0..<150).map { RefusalRecord.sample($0) } + [.sample(0), .sample(149)]
    #expect(try store.append(batch, traffic: [:]) == AppendOutcome(written: 100, duplicates: 52))
    #expect(try store.list(limit: 200).map(\.milliseconds) == (0..<150).reversed())
    #expect(try store.stats().verdicts == ["guard_cut": 50, "guard_block": 100])
  }

  @Test("a record that the schema refuses does not take its batch with it", arguments: DatabaseKind.allCases)
  func poison(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try log.store()
    var bad = RefusalRecord.sample(2)
    bad.promptHarm = 1.5
    let key = TrafficKey(milliseconds: 0, app: "a", model: nil, policy: "p", outcome: .allowed, isPromptSafe: true)
    let outcome = try store.append([.sample(1), bad, .sample(3)], traffic: [key: 4])
    #expect(outcome == AppendOutcome(written: 2, rejected: 1, requests: 4))
    #expect(try store.stats().requests.total == 4, "counted once, though the batch was tried twice")
    #expect(try store.list(limit: 10).map(\.milliseconds) == [3, 1])
  }

  @Test("counts of the same key add up over batches", arguments: DatabaseKind.allCases)
  func counts(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try log.store()
    let key = TrafficKey(milliseconds: 0, app: "a", model: nil, policy: "p", outcome: .allowed, isPromptSafe: true)
    for requests in 1...4 { _ = try store.append([], traffic: [key: requests]) }
    #expect(try store.stats().requests.outcomes == ["allowed": 10])
  }

  @Test("folder and file can be read by their owner only")
  func permissions() throws {
    let folder = try TemporaryFolder()
    let inner = folder.path + "/new/data"
    let store = try RefusalStore(folder: inner)
    _ = try store.append([.sample(1)], traffic: [:])
    let files = FileManager.default
    func mode(_ path: String) throws -> Int? {
      (try files.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
    }
    #expect(try mode(inner) == 0o700)
    for name in ["refusals.sqlite", "refusals.sqlite-wal", "refusals.sqlite-shm"] {
      #expect(try mode(inner + "/" + name) == 0o600, "\(name)")
    }
  }

  @Test("reading where nothing was ever written names the folder and what makes the log")
  func missing() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: RefusalLogError.self) { try RefusalStore.reading(folder: folder.path) }
    #expect(error == .missingDatabase(folder: folder.path))
    #expect(
      error?.description
        == "no refusal log in `\(folder.path)`: `evenkeel serve --data \(folder.path)` makes it when it starts")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty, "reading makes nothing")
  }

  @Test("an empty file, left by a start that was killed, reads as missing and can be opened for writing")
  func emptyFile() throws {
    let folder = try TemporaryFolder()
    _ = FileManager.default.createFile(atPath: folder.databasePath, contents: nil)
    #expect(throws: RefusalLogError.missingDatabase(folder: folder.path)) {
      try RefusalStore.reading(folder: folder.path)
    }
    _ = try RefusalStore(folder: folder.path).append([.sample(1)], traffic: [:])
  }

  @Test("a file that is no database, and a folder that is a file, are clear errors")
  func notADatabase() throws {
    let folder = try TemporaryFolder()
    _ = FileManager.default.createFile(atPath: folder.databasePath, contents: Data("not a database, but long".utf8))
    let error = #expect(throws: RefusalLogError.self) { try RefusalStore(folder: folder.path) }
    guard case .database(26, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let second = #expect(throws: RefusalLogError.self) { try RefusalStore(folder: folder.databasePath + "/deeper") }
    guard case .unusableFolder = second else {
      Issue.record("\(String(describing: second))")
      return
    }
  }

  @Test("the reader sees each batch whole while the writer goes on, and cannot write")
  func concurrentReader() async throws {
    let folder = try TemporaryFolder()
    let store = try RefusalStore(folder: folder.path)
    let reader = try RefusalStore.reading(folder: folder.path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for batch in 0..<100 {
          _ = try store.append((0..<20).map { .sample(UInt64(batch * 20 + $0)) }, traffic: [:])
        }
      }
      group.addTask {
        var last = 0
        while last < 2_000 {
          let count = try reader.count()
          #expect(count.isMultiple(of: 20))
          #expect(count >= last)
          last = count
          await Task.yield()
        }
      }
      try await group.waitForAll()
    }
    #expect(throws: RefusalLogError.self) { try reader.append([.sample(1)], traffic: [:]) }
  }

  @Test("another process's lock is waited out for the busy timeout, then it is an error that may pass")
  func busy() throws {
    let folder = try TemporaryFolder()
    var configuration = RefusalStore.Configuration()
    configuration.busyTimeout = .milliseconds(20)
    let store = try RefusalStore(folder: folder.path, configuration: configuration)
    let other = try folder.database()
    try other.inTransaction(.immediate) { _ in
      let error = #expect(throws: RefusalLogError.self) { try store.append([.sample(1)], traffic: [:]) }
      guard case .database(5, _) = error else {
        Issue.record("\(String(describing: error))")
        return .rollback
      }
      return .rollback
    }
    #expect(try store.append([.sample(1)], traffic: [:]).written == 1)
  }

  @Test("commits press as hard on the disk as asked", arguments: [RefusalStore.Synchronous.full, .normal])
  func synchronous(mode: RefusalStore.Synchronous) throws {
    let folder = try TemporaryFolder()
    var configuration = RefusalStore.Configuration()
    #expect(configuration.synchronous == .full, "the default")
    configuration.synchronous = mode
    let store = try RefusalStore(folder: folder.path, configuration: configuration)
    #expect(try store.synchronousLevel() == (mode == .full ? 2 : 1))
  }
}
