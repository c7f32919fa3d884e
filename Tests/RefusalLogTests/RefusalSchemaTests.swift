import Foundation
import GRDB
import RefusalLog
import Taxonomy
import Testing

@Suite struct RefusalSchemaTests {
  private static let columns = [
    "id": "'00000000-0001-7000-8000-000000000001'", "time_ms": "1", "app": "'a'", "endpoint": "'/v1'",
    "is_streamed": "0", "policy": "'p'", "policy_revision": "'r'", "classifier": "'c@1'", "stage": "'prompt'",
    "action": "'refuse'", "is_enforced": "1", "rule_ids": "'[]'", "cause": "'rules'", "verdict": "'guard_block'",
    "categories": "'{}'", "prompt_judging_us": "0", "answer_judging_us": "0", "total_us": "0", "status_code": "200",
    "delivery": "'complete'", "released_characters": "0", "content_mode": "'full'",
  ]

  /// An empty log with its tables.
  private static func log(_ kind: DatabaseKind) throws -> TestLog {
    let log = try TestLog(kind)
    _ = try log.store().count()
    return log
  }

  private static func insert(_ changes: [String: String], into log: TestLog) throws {
    let row = columns.merging(changes) { $1 }
    try log.run(
      """
      INSERT INTO refusals (\(row.keys.joined(separator: ", "))) VALUES (\(row.values.joined(separator: ", ")))
      """)
  }

  @Test("the row that the bad ones are made of is a good one", arguments: DatabaseKind.allCases)
  func good(kind: DatabaseKind) throws {
    try Self.insert([:], into: Self.log(kind))
  }

  @Test(
    "the schema refuses a bad value",
    arguments: [
      ("id", "'not-an-id'", "no UUID"), ("id", "'00000000-0001-4000-8000-000000000001'", "version 4"),
      ("time_ms", "-1", "before 1970"), ("time_ms", "'soon'", "STRICT: text in an integer column"),
      ("app", "NULL", "NOT NULL"), ("model", "'\(String(repeating: "m", count: 400))'", "400 characters"),
      ("is_streamed", "2", "no flag"), ("stage", "'later'", "unknown word"), ("action", "'shrug'", "unknown word"),
      ("is_enforced", "NULL", "NOT NULL"), ("rule_ids", "'harm'", "no JSON"), ("rule_ids", "'{}'", "no array"),
      ("cause", "'luck'", "unknown word"), ("verdict", "'guilty'", "unknown word"), ("verdict", "NULL", "NOT NULL"),
      ("prompt_harm", "1.01", "above 1"), ("attack", "-0.01", "below 0"), ("answer_harm", "7", "above 1"),
      ("refusal_score", "9e999", "infinite"), ("refusal_kind", "'maybe'", "unknown word"),
      ("categories", "'[]'", "no object"), ("total_us", "-1", "time runs forward"), ("upstream_ms", "-1", "likewise"),
      ("status_code", "99", "no status"), ("delivery", "'pigeon'", "unknown word"),
      ("released_characters", "-1", "no count"), ("content_mode", "'some'", "unknown word"),
      ("prompt_bytes", "-1", "no length"),
      ("user_key", "''", "a pseudonym or NULL"),
      ("retry_answer", "'text'", "an answer without a retry"), ("retry_ms", "5", "delivered or not has to be said"),
    ])
  func bad(column: String, value: String, reason: String) throws {
    for kind in DatabaseKind.allCases {
      let log = try Self.log(kind)
      #expect(throws: (any Error).self, "\(kind), \(column): \(reason)") {
        try Self.insert([column: value], into: log)
      }
    }
  }

  @Test("no CHECK of SQLite has a list for which a table is made with every statement")
  func comparisons() throws {
    let folder = try TemporaryFolder()
    _ = try RefusalStore(folder: folder.path).append([.sample(1)], traffic: [:])
    try folder.database().read { database in
      for table in ["refusals", "reviews", "standing_reviews", "traffic", "traffic_days", "record_counts"] {
        let columns = try database.columns(in: table).map(\.name)
        let steps = try Row.fetchAll(
          database,
          sql: """
            EXPLAIN INSERT INTO \(table) (\(columns.joined(separator: ", "))) \
            VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
            """, arguments: StatementArguments(columns.map { _ in nil as String? }))
        #expect(steps.count > 10)
        #expect(!steps.contains { $0["opcode"] == "OpenEphemeral" }, "\(table)")
      }
      #expect(try String.fetchAll(database, sql: "PRAGMA integrity_check") == ["ok"])
    }
  }

  @Test("a text column of SQLite takes no bytes")
  func bytes() throws {
    let log = try Self.log(.sqlite)
    #expect(throws: DatabaseError.self) { try Self.insert(["prompt": "x'00'"], into: log) }
  }

  @Test("content that its mode forbids is refused", arguments: DatabaseKind.allCases)
  func contentModes(kind: DatabaseKind) throws {
    let log = try Self.log(kind)
    var number = 1
    func insert(_ changes: [String: String]) throws {
      number += 1
      let id = "'00000000-0001-7000-8000-\(String(repeating: "0", count: 10))\(number + 10)'"
      try Self.insert(changes.merging(["id": id]) { $1 }, into: log)
    }
    func refuses(_ changes: [String: String]) {
      #expect(throws: (any Error).self, "\(changes)") { try insert(changes) }
    }
    refuses(["content_mode": "'none'", "prompt": "'text'"])
    refuses(["content_mode": "'none'", "answer": "'text'"])
    refuses(["content_mode": "'hashed'", "prompt": "'text'"])
    try insert(["content_mode": "'none'", "prompt_bytes": "4"])
    try insert(["content_mode": "'hashed'", "prompt": "'\(String(repeating: "0", count: 64))'"])
    try insert(["content_mode": "'redacted'", "prompt": "'text'"])
    let retry = ["content_mode": "'none'", "retry_is_delivered": "1", "retry_ms": "5"]
    try insert(retry)
    refuses(retry.merging(["retry_answer": "'text'"]) { $1 })
  }

  @Test(
    "a row that lost its sense is an error that names record and column, not a crash", arguments: DatabaseKind.allCases)
  func unreadable(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try log.store()
    _ = try store.append([.sample(1)], traffic: [:])
    try log.run("UPDATE refusals SET rule_ids = '[1]'")
    let id = RefusalRecord.sample(1).id.description
    #expect(throws: RefusalLogError.unreadableRecord(id: id, column: "rule_ids")) { try store.list(limit: 1) }
  }

  @Test("a file that somebody forged, with other types in its columns, is an error too")
  func forged() throws {
    let folder = try TemporaryFolder()
    _ = try RefusalStore(folder: folder.path).append([.sample(1)], traffic: [:])
    let columns = try folder.database().read { try $0.columns(in: "refusals").map(\.name) }
    try folder.database().writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      try database.execute(sql: "CREATE TABLE forged AS SELECT * FROM refusals; DROP TABLE refusals")
      try database.execute(sql: "ALTER TABLE forged RENAME TO refusals")
    }
    for column in columns where !["sequence", "id", "time_ms"].contains(column) {
      try folder.database().write { try $0.execute(sql: "UPDATE refusals SET \(column) = x'00'") }
      let store = try RefusalStore.reading(folder: folder.path)
      #expect(throws: RefusalLogError.self, "\(column)") { try store.list(limit: 1) }
    }
  }

  @Test("a database of version 1 opens with all it holds, and version 1 is what it always was")
  func versionOne() throws {
    let folder = try TemporaryFolder()
    try folder.database().write { try $0.execute(sql: FrozenVersionOne.sql) }
    let store = try RefusalStore(folder: folder.path)
    let record = try store.show("00000000-0007")
    #expect(record.milliseconds == 7)
    #expect(record.prompt == "an old prompt")
    #expect(record.ruleIDs == ["harm"])
    #expect(record.categories == ["hate": 0.5])
    let stats = try store.stats()
    #expect(stats.requests.outcomes == ["model_refusal": 3])
    #expect(stats.records == 1 && stats.categories.map(\.name) == ["hate"], "sums are made of what is there")
    #expect(try store.groupNewRecords() == 1)
    #expect(try store.queue(limit: 9).map(\.count) == [1])
    _ = try store.append([.sample(9)], traffic: [:])
    try store.review(
      record.id, Review(label: .falseRefusal, type: .homonyms, reviewer: "r", milliseconds: 10))
    #expect(try store.show("00000000-0007").review?.label == .falseRefusal, "an old record takes a review")

    let fresh = try TemporaryFolder()
    _ = try RefusalStore(folder: fresh.path)
    let layout = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    let old = try folder.database().read { try String.fetchAll($0, sql: layout) }
    let new = try fresh.database().read { try String.fetchAll($0, sql: layout) }
    #expect(old == new)
  }

  @Test("reading never changes a database of an earlier version, and says what does")
  func readingOlder() throws {
    let folder = try TemporaryFolder()
    try folder.database().write { try $0.execute(sql: FrozenVersionOne.sql) }
    #expect(throws: RefusalLogError.olderDatabase(path: folder.databasePath)) {
      try RefusalStore.reading(folder: folder.path)
    }
    _ = try RefusalStore.changing(folder: folder.path)
    #expect(try RefusalStore.reading(folder: folder.path).count() == 1)
    let empty = try TemporaryFolder()
    #expect(throws: RefusalLogError.missingDatabase(folder: empty.path)) {
      try RefusalStore.changing(folder: empty.path)
    }
  }

  @Test("opening again changes nothing; a database of a later version is left alone")
  func versions() throws {
    let folder = try TemporaryFolder()
    _ = try RefusalStore(folder: folder.path).append([.sample(1)], traffic: [:])
    #expect(try RefusalStore(folder: folder.path).count() == 1)
    try folder.database().write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v999')") }
    let newer = RefusalLogError.newerDatabase(path: folder.databasePath)
    #expect(throws: newer) { try RefusalStore(folder: folder.path) }
    #expect(throws: newer) { try RefusalStore.reading(folder: folder.path) }
  }
}
