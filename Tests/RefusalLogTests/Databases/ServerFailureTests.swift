import Foundation
import RefusalLog
import Taxonomy
import Testing

/// What becomes of the log while its PostgreSQL server is away, stuck or shut out.
@Suite(.serialized) struct ServerFailureTests {
  private static func configuration() -> RefusalStore.Configuration {
    var configuration = RefusalStore.Configuration()
    configuration.busyTimeout = .milliseconds(200)
    configuration.answerTimeout = .milliseconds(400)
    return configuration
  }

  private static func isUnreachable(_ error: RefusalLogError?) -> Bool {
    if case .unreachable = error { return true }
    return false
  }

  @Test("a store opens without a server, throws until there is one, and goes on after each of its crashes")
  func away() throws {
    let server = try PostgreSQLServer(settings: ["fsync": "on"])
    try server.stop(.fast)
    let place = RefusalLogPlace.postgreSQL(server.address(schema: "public"))
    let store = try RefusalStore(place)
    let error = #expect(throws: RefusalLogError.self) { try store.append([.sample(0)], traffic: [:]) }
    #expect(Self.isUnreachable(error), "\(String(describing: error))")
    #expect(throws: RefusalLogError.self) { try RefusalStore.reading(place) }
    for round in 1...3 as ClosedRange<UInt64> {
      try server.start()
      let batch = (round * 100..<round * 100 + 30).map { RefusalRecord.sample($0) }
      #expect(try store.append(batch, traffic: [:]).written == 30)
      #expect(try store.count() == Int(round) * 30, "what was acknowledged before a crash is there after it")
      try server.stop(.immediate)
      let error = #expect(throws: RefusalLogError.self) { try store.append([.sample(0)], traffic: [:]) }
      #expect(error != nil)
      #expect(throws: RefusalLogError.self) { try store.list(limit: 1) }
    }
  }

  @Test("a server that stands still is given up on, and goes on where it stopped")
  func frozen() throws {
    let server = try PostgreSQLServer()
    let store = try RefusalStore(
      .postgreSQL(server.address(schema: "public") + "&connect_timeout=2"), configuration: Self.configuration())
    _ = try store.append([.sample(1)], traffic: [:])
    try server.freeze(true)
    let error = #expect(throws: RefusalLogError.self) { try store.append([.sample(2)], traffic: [:]) }
    try server.freeze(false)
    #expect(Self.isUnreachable(error), "\(String(describing: error))")
    #expect(try store.append([.sample(2), .sample(3)], traffic: [:]).rejected == 0)
    #expect(try store.count() == 3)
  }

  @Test("connections that the server ended while nobody used them are made anew without a word")
  func ended() throws {
    let schema = try PostgreSQLServer.shared().makeSchema()
    let store = try RefusalStore(.postgreSQL(schema.address + "&application_name=ended"))
    _ = try store.append([.sample(1)], traffic: [:])
    #expect(try store.count() == 1)
    let ended = try schema.run(
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'ended'")
    #expect(!ended.isEmpty && ended.allSatisfy { $0 == "t" })
    #expect(try store.append([.sample(2)], traffic: [:]).written == 1)
    #expect(try store.count() == 2)
  }

  @Test("a lock that somebody holds for long is waited for, then an error that may pass")
  func locked() throws {
    let server = try PostgreSQLServer.shared()
    let schema = try server.makeSchema()
    let store = try RefusalStore(.postgreSQL(schema.address), configuration: Self.configuration())
    _ = try store.append([.sample(1)], traffic: [:])
    let other = try server.session(schema: schema.name)
    try other.run("BEGIN; LOCK TABLE refusals IN EXCLUSIVE MODE")
    let error = #expect(throws: RefusalLogError.self) { try store.append([.sample(2)], traffic: [:]) }
    #expect(error == .server(state: "55P03", message: "canceling statement due to lock timeout"))
    #expect(try store.count() == 1, "reading goes on")
    try other.run("ROLLBACK")
    #expect(try store.append([.sample(2)], traffic: [:]).written == 1)
  }

  @Test("a follower does not wait for a transaction that hangs, and finds what it wrote once it is done")
  func hangingWriter() throws {
    let server = try PostgreSQLServer.shared()
    let schema = try server.makeSchema()
    let store = try RefusalStore(.postgreSQL(schema.address))
    _ = try store.append([.sample(1)], traffic: [:])
    let start = try store.latest(limit: 9)
    let other = try server.session(schema: schema.name)
    // What a proxy does that stops in the middle: the lock, a sequence, no commit.
    try other.run(
      """
      BEGIN;
      SELECT pg_advisory_xact_lock_shared(1702261611, hashtext(current_schema()));
      INSERT INTO refusals SELECT nextval(pg_get_serial_sequence('refusals', 'sequence')),
        '00000000-0002-7000-8000-000000000002', 2, app, key_id, endpoint, model, is_streamed, policy, policy_revision,
        classifier, stage, action, is_enforced, rule_ids, cause, verdict, prompt_harm, attack, answer_harm,
        refusal_score, refusal_kind, categories, prompt_judging_us, answer_judging_us, total_us, upstream_ms,
        status_code, delivery, released_characters, content_mode
      FROM refusals WHERE time_ms = 1
      """)
    _ = try store.append([.sample(3)], traffic: [:])
    #expect(try store.list(limit: 9).map(\.milliseconds) == [3, 1])
    let waiting = try store.records(after: start.place)
    #expect(waiting.records.isEmpty && waiting.place == start.place, "3 has to wait for 2")
    try other.run("COMMIT")
    #expect(try store.records(after: start.place).records.map(\.milliseconds) == [2, 3])
  }

  @Test("kill -9 of a proxy at any moment loses nothing that was acknowledged")
  func killedProxy() throws {
    let log = try TestLog(.postgreSQL)
    guard case .postgreSQL(let address) = log.place else { return }
    // A proxy may be killed before it has made the tables, which are asked below.
    _ = try log.store().count()
    var random = SeededGenerator(seed: 6)
    var acknowledged = 0
    for round in 0..<5 as Range<UInt64> {
      let first = round * 1_000_000
      let child = try CrashWriter(["crash", address, String(first)])
      var last = child.readLine()
      let goal = UInt64.random(in: 0...3_000, using: &random)
      while let line = last, let count = UInt64(line), count < goal, let next = child.readLine() { last = next }
      last = child.kill() ?? last
      let count = try #require(last.flatMap(UInt64.init))
      acknowledged += Int(count)
      let stored = Set(try log.run("SELECT time_ms FROM refusals WHERE time_ms >= \(first)").compactMap(UInt64.init))
      #expect((first..<first + count).allSatisfy(stored.contains), "round \(round)")
    }
    #expect(acknowledged > 100, "the child was killed before it did anything")
  }
}
