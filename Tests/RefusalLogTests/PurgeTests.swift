import Foundation
import GRDB
import RefusalLog
import Taxonomy
import Testing

@Suite struct PurgeTests {
  private static func store(_ log: TestLog, _ records: [RefusalRecord]) throws -> RefusalStore {
    let store = try log.store()
    _ = try store.append(records, traffic: [:])
    return store
  }

  private static func record(_ number: UInt64, user: String?, prompt: String = "p") -> RefusalRecord {
    var record = RefusalRecord.sample(number, policy: number.isMultiple(of: 2) ? "even" : "odd", prompt: prompt)
    record.userKey = user
    return record
  }

  @Test(
    "takes what is older, over many transactions, with its reviews, and nothing else", arguments: DatabaseKind.allCases)
  func older(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let records = (0..<1_300).map { Self.record($0, user: nil) }
    let store = try Self.store(log, records)
    for record in [records[0], records[1_299]] {
      try store.review(record.id, Review(label: .unsure, reviewer: "r", milliseconds: 1))
    }
    var steps: [Int] = []
    let outcome = try store.purge(RefusalFilter(until: 1_200)) { steps.append($0) }
    #expect(outcome.records == 1_200 && steps == [500, 1_000, 1_200])
    #expect(try store.list(limit: 2_000).map(\.milliseconds) == (1_200..<1_300).reversed())
    #expect(try store.stats().labels == ["guard_block": ["unsure": 1]])
    #expect(try store.purge(RefusalFilter(until: 1_200)).records == 0)
    #expect(try store.purge(RefusalFilter(until: 1_250, policies: ["odd"])).records == 25, "a policy's own retention")
  }

  @Test("takes what belongs to a user, and leaves nothing of it in the files")
  func user() throws {
    let folder = try TemporaryFolder()
    let secret = "the quick brown fox asked something that must go"
    let store = try Self.store(
      TestLog(folder),
      [Self.record(1, user: "a1", prompt: secret), Self.record(2, user: "b2"), Self.record(3, user: nil)])
    try store.review(
      RefusalRecord.sample(1).id, Review(label: .unsure, reviewer: "r", note: secret, milliseconds: 1))
    let outcome = try store.purge(RefusalFilter(userKeys: ["a1"]))
    #expect(outcome.records == 1 && outcome.isErased)
    #expect(try store.list(limit: 9).map(\.userKey) == [nil, "b2"])
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let bytes = try Data(contentsOf: URL(filePath: folder.path + "/" + name))
      #expect(bytes.range(of: Data("quick brown fox".utf8)) == nil, "\(name) still holds it")
    }
    #expect(try store.purge(RefusalFilter(userKeys: ["'; DROP TABLE refusals; --"])).records == 0)
  }

  @Test("says when a reader kept the old pages alive")
  func reader() throws {
    let folder = try TemporaryFolder()
    var configuration = RefusalStore.Configuration()
    configuration.busyTimeout = .milliseconds(1)
    let store = try RefusalStore(folder: folder.path, configuration: configuration)
    _ = try store.append([Self.record(1, user: "a1")], traffic: [:])
    try folder.database().read { database in
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM refusals")
      let outcome = try store.purge(RefusalFilter(userKeys: ["a1"]))
      #expect(outcome.records == 1 && !outcome.isErased)
    }
  }

  @Test(
    "a place in the log is never given twice, so that nothing that follows is missed or repeated",
    arguments: DatabaseKind.allCases)
  func following(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try Self.store(log, [.sample(5), .sample(3)])
    let start = try store.latest(limit: 1)
    #expect(start.records.map(\.milliseconds) == [3], "in the order of coming, not of ids")
    #expect(try store.records(after: start.place).records.isEmpty)
    _ = try store.purge(RefusalFilter(until: 100))
    #expect(try store.latest(limit: 5).records.isEmpty)
    _ = try store.append((0..<1_100).map { .sample($0, app: $0.isMultiple(of: 2) ? "a" : "b") }, traffic: [:])
    var found: [Int64] = []
    var place = start.place
    while true {
      let next = try store.records(after: place, RefusalFilter(apps: ["b"]))
      found += next.records.map(\.milliseconds)
      guard next.place > place else { break }
      place = next.place
    }
    #expect(found == Array(stride(from: 1, to: 1_100, by: 2)))
  }
}
