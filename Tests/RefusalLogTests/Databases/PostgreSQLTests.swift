import Foundation
import RefusalLog
import Taxonomy
import Testing

/// What PostgreSQL has that SQLite has not: an address, versions of tables that others made, texts it cannot hold.
@Suite struct PostgreSQLTests {
  @Test(
    "an address is PostgreSQL's own or none, and never shown",
    arguments: [
      ("", "nothing"), ("/var/lib/evenkeel", "a folder"), ("mysql://u:secret@h/d", "another database"),
      ("postgresql://u:secret@[::1/d", "no end of an address"), ("postgresql://u:secret@h/d?shoe=3", "an unknown word"),
      ("host=h password=secret", "the other form, whose faults libpq quotes"), ("postgresql://h/\0", "a NUL"),
    ])
  func badAddress(address: String, reason: String) throws {
    let error = #expect(throws: RefusalLogError.self, "\(reason)") { try RefusalStore(.postgreSQL(address)) }
    #expect(error == .invalidAddress)
    #expect(error?.description.contains("secret") == false)
    #expect(!RefusalLogPlace.postgreSQL(address).description.contains("secret"))
  }

  @Test("what is said of a server names its host and database, and no password")
  func description() throws {
    let place = RefusalLogPlace.postgreSQL("postgresql://u:secret@127.0.0.1:1/evenkeel?sslpassword=secret")
    #expect(place.description == "postgresql://127.0.0.1/evenkeel")
    let error = #expect(throws: RefusalLogError.self) { try RefusalStore(place).count() }
    #expect(error?.description.contains("cannot reach the refusal log in `postgresql://127.0.0.1/evenkeel`") == true)
    #expect(error?.description.contains("secret") == false)
  }

  @Test("a password that is wrong is an error that says so, and does not say it")
  func wrongPassword() throws {
    let server = try PostgreSQLServer.shared()
    let error = #expect(throws: RefusalLogError.self) {
      try RefusalStore(.postgreSQL("postgresql://nobody:secret@/postgres?host=\(server.folder)")).count()
    }
    #expect(error?.description.contains(#"role "nobody" does not exist"#) == true)
    #expect(error?.description.contains("secret") == false)
  }

  @Test("only writing makes the tables; reading and changing want them there")
  func missing() throws {
    let log = try TestLog(.postgreSQL)
    for open in [RefusalStore.reading, RefusalStore.changing] as [(RefusalLogPlace) throws -> RefusalStore] {
      let error = #expect(throws: RefusalLogError.self) { try open(log.place) }
      #expect(error == .missingTables(database: log.place.description))
    }
    #expect(try log.run("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") == ["0"])
    _ = try log.store().append([.sample(1)], traffic: [:])
    #expect(try RefusalStore.reading(log.place).count() == 1)
  }

  @Test("tables of a later version are left alone, those of an earlier one are brought up to date by what writes")
  func versions() throws {
    let log = try TestLog(.postgreSQL)
    _ = try log.store().append([.sample(1)], traffic: [:])
    let layout = "SELECT identifier FROM refusal_log_migrations ORDER BY applied, identifier"
    let names = try log.run(layout)
    // As a database looks that never heard of the last step.
    let last = try #require(names.last)
    try log.run("DELETE FROM refusal_log_migrations WHERE identifier = '\(last)'")
    #expect(throws: RefusalLogError.olderDatabase(path: log.place.description)) {
      try RefusalStore.reading(log.place)
    }
    try log.run("INSERT INTO refusal_log_migrations VALUES ('\(last)'), ('v999')")
    for open in [RefusalStore.reading, RefusalStore.changing] as [(RefusalLogPlace) throws -> RefusalStore] {
      #expect(throws: RefusalLogError.newerDatabase(path: log.place.description)) { try open(log.place) }
    }
    #expect(throws: RefusalLogError.newerDatabase(path: log.place.description)) { try log.store().count() }
  }

  @Test("a store that reads cannot write")
  func readOnly() throws {
    let log = try TestLog(.postgreSQL)
    _ = try log.store().append([.sample(1)], traffic: [:])
    let reader = try RefusalStore.reading(log.place)
    #expect(throws: RefusalLogError.self) { try reader.append([.sample(2)], traffic: [:]) }
    #expect(throws: RefusalLogError.self) { try reader.purge(RefusalFilter(until: 5)) }
    #expect(try reader.count() == 1)
  }

  @Test(
    "texts come back as they were, whatever they look like",
    arguments: [
      "'; DROP TABLE refusals; --", "$1 ? $$ \\ \\x00 %s", "\u{202E}bidi\u{2066}", "👩‍👩‍👧‍👦 e\u{301} \u{FFFF}", "",
      "\u{7F}\u{1}\n\r\t",
      String(repeating: "語", count: 300_000),
    ])
  func hostile(text: String) throws {
    let log = try TestLog(.postgreSQL)
    let store = try log.store()
    var record = RefusalRecord.sample(1, prompt: text)
    record.prompt = text
    #expect(try store.append([record], traffic: [:]).written == 1)
    #expect(try store.list(limit: 1) == [record])
    #expect(try store.count(RefusalFilter(apps: [text])) == 0)
    #expect(try store.count(RefusalFilter(text: String(text.prefix(20)))) == 1)
  }

  @Test("a text with a NUL, which PostgreSQL cannot hold, does not take its batch with it")
  func nul() throws {
    let store = try TestLog(.postgreSQL).store()
    var bad = RefusalRecord.sample(2)
    bad.answer = "before\0after"
    #expect(
      try store.append([.sample(1), bad, .sample(3)], traffic: [:]) == AppendOutcome(written: 2, rejected: 1))
  }

  @Test("numbers at their limits come back as they were")
  func numbers() throws {
    let store = try TestLog(.postgreSQL).store()
    var record = RefusalRecord.sample(1)
    record.promptHarm = 0.1 + 0.2
    record.attack = .leastNonzeroMagnitude
    record.answerHarm = 1
    record.totalMicroseconds = .max
    _ = try store.append([record], traffic: [:])
    #expect(try store.list(limit: 1) == [record])
    let other = RefusalRecord.sample(2)
    _ = try store.append([other], traffic: [:])
    #expect(try store.show(other.id.description) == other)
  }

  @Test("a purge says that deleted rows stay on the server's disk for a while")
  func purging() throws {
    let store = try TestLog(.postgreSQL).store()
    _ = try store.append([.sample(1), .sample(2)], traffic: [:])
    let outcome = try store.purge(RefusalFilter(until: 2))
    #expect(outcome.records == 1 && !outcome.isErased)
    #expect(try store.count() == 1)
  }

  @Test("commits wait for the disk unless that is not asked for", arguments: [RefusalStore.Synchronous.full, .normal])
  func synchronous(mode: RefusalStore.Synchronous) throws {
    var configuration = RefusalStore.Configuration()
    configuration.synchronous = mode
    let store = try TestLog(.postgreSQL).store(configuration)
    #expect(try store.synchronousLevel() == (mode == .full ? 2 : 1))
  }

  @Test("a store that was closed throws, and leaves no connection behind")
  func closed() throws {
    let log = try TestLog(.postgreSQL)
    let store = try log.store()
    _ = try store.append([.sample(1)], traffic: [:])
    try store.close()
    #expect(throws: RefusalLogError.self) { try store.count() }
  }
}
