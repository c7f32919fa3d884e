import Foundation
import RefusalLog
import Synchronization
import Taxonomy
import Testing

/// Several proxies, each with a store of its own, on one PostgreSQL database.
@Suite struct SharedLogTests {
  private static func key(_ number: Int) -> TrafficKey {
    TrafficKey(
      milliseconds: Int64(number % 3) * 3_600_000, app: "app \(number % 4)", model: number % 5 == 0 ? nil : "m",
      policy: "p", outcome: .allowed, isPromptSafe: number.isMultiple(of: 2))
  }

  @Test("proxies that start at once make the tables once")
  func startingTogether() async throws {
    let log = try TestLog(.postgreSQL)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<6 as Range<UInt64> {
        group.addTask { _ = try log.store().append([.sample(number)], traffic: [:]) }
      }
      try await group.waitForAll()
    }
    #expect(try RefusalStore.reading(log.place).count() == 6)
    #expect(try log.run("SELECT count(*) = count(DISTINCT identifier) FROM refusal_log_migrations") == ["t"])
  }

  @Test("what they write at once is all there, and counted once, whatever the order of their counts")
  func writingTogether() async throws {
    let log = try TestLog(.postgreSQL)
    let proxies = 4
    let batches = 25
    try await withThrowingTaskGroup(of: Void.self) { group in
      for proxy in 0..<proxies {
        group.addTask {
          let store = try log.store()
          for batch in 0..<batches {
            let first = UInt64((proxy * batches + batch) * 20)
            let traffic = Dictionary((0..<60).map { (Self.key($0), 1) }, uniquingKeysWith: +)
            let outcome = try store.append((first..<first + 20).map { .sample($0) }, traffic: traffic)
            #expect(outcome == AppendOutcome(written: 20, requests: 60))
          }
        }
      }
      try await group.waitForAll()
    }
    let store = try RefusalStore.reading(log.place)
    #expect(try store.count() == proxies * batches * 20)
    #expect(try store.stats().requests.total == proxies * batches * 60)
  }

  @Test("a record that two of them write at once is there once")
  func sameRecord() async throws {
    let log = try TestLog(.postgreSQL)
    let outcomes = try await withThrowingTaskGroup(of: AppendOutcome.self) { group in
      for _ in 0..<4 {
        group.addTask { try log.store().append((0..<50).map { .sample($0) }, traffic: [:]) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.reduce(0) { $0 + $1.written } == 50)
    #expect(outcomes.reduce(0) { $0 + $1.duplicates } == 150)
  }

  @Test("whoever follows the log misses nothing and sees nothing twice, though commits come in any order")
  func following() async throws {
    let log = try TestLog(.postgreSQL)
    let follower = try log.store()
    let start = try follower.latest(limit: 1).place
    let total = 4 * 30 * 7
    let found = try await withThrowingTaskGroup(of: [Int64].self) { group in
      for proxy in 0..<4 {
        group.addTask {
          let store = try log.store()
          for batch in 0..<30 {
            let first = UInt64((proxy * 30 + batch) * 7)
            _ = try store.append((first..<first + 7).map { .sample($0) }, traffic: [Self.key(batch): 1])
          }
          return []
        }
      }
      group.addTask {
        var found: [Int64] = []
        var place = start
        while found.count < total {
          let next = try follower.records(after: place)
          #expect(next.place >= place)
          found += next.records.map(\.milliseconds)
          place = next.place
          await Task.yield()
        }
        return found
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(found.sorted() == (0..<Int64(total)).map { $0 })
  }

  @Test("a transaction that loses to another one in a circle of waiting is run again, and counts once")
  func deadlock() throws {
    let server = try PostgreSQLServer.shared()
    let schema = try server.makeSchema()
    let name = "circle_\(schema.name)"
    // Whoever has waited for the time looks for a circle, once, and gives way when there is one. That is to be the store,
    // after the circle is there, however slowly other tests let this one go on.
    let address = schema.address.replacing("options=", with: "options=-cdeadlock_timeout%3D10s%20")
    var configuration = RefusalStore.Configuration()
    configuration.busyTimeout = .seconds(300)
    configuration.answerTimeout = .seconds(300)
    let store = try RefusalStore(
      .postgreSQL("\(address)&application_name=\(name)"), configuration: configuration)
    let traffic = Dictionary(
      uniqueKeysWithValues: ["a", "b"].map { app in
        let key = TrafficKey(
          milliseconds: 0, app: app, model: nil, policy: "p", outcome: .allowed, isPromptSafe: true)
        return (key, 1)
      })
    _ = try store.append([.sample(1)], traffic: traffic)
    let other = try server.session(schema: schema.name)
    try other.run("SET deadlock_timeout = '300s'; BEGIN; UPDATE traffic SET requests = requests + 100 WHERE app = 'b'")
    let outcome = Mutex<Result<AppendOutcome, any Error>?>(nil)
    let isOver = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let result = Result { try store.append([.sample(2)], traffic: traffic) }
      outcome.withLock { $0 = result }
      isOver.signal()
    }
    let waiting =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = '\(name)'"
    while try schema.run(waiting) != ["1"] {}
    try other.run("UPDATE traffic SET requests = requests + 100 WHERE app = 'a'; COMMIT")
    isOver.wait()
    #expect(try outcome.withLock { $0 }?.get() == AppendOutcome(written: 1, requests: 2))
    #expect(try schema.run("SELECT requests FROM traffic ORDER BY app") == ["102", "102"])
  }

  @Test("one groups while another purges and a third writes")
  func upkeep() async throws {
    let log = try TestLog(.postgreSQL)
    let prompts = (0..<40).map { "prompt number \($0) about something that is asked in many words" }
    _ = try log.store().append((0..<400).map { .sample($0, prompt: prompts[Int($0 % 40)]) }, traffic: [:])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 { group.addTask { try log.store().groupNewRecords() } }
      for end in [50, 100, 150] as [Int64] {
        group.addTask { _ = try log.store().purge(RefusalFilter(until: end)) }
      }
      group.addTask {
        let store = try log.store()
        for first in stride(from: UInt64(400), to: 600, by: 10) {
          _ = try store.append((first..<first + 10).map { .sample($0, prompt: prompts[Int($0 % 40)]) }, traffic: [:])
        }
      }
      try await group.waitForAll()
    }
    let store = try log.store()
    try store.groupNewRecords()
    #expect(try store.count() == 450)
    #expect(try store.groups(limit: 100).reduce(0) { $0 + $1.count } == 450)
    #expect(try log.run("SELECT count(*) FROM grouped_records") == ["450"])
  }

  @Test("two reviewers of one record leave a history in which one stands")
  func reviewing() async throws {
    let log = try TestLog(.postgreSQL)
    let record = RefusalRecord.sample(1)
    _ = try log.store().append([record], traffic: [:])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for reviewer in 0..<4 {
        group.addTask {
          let store = try log.store()
          for time in 0..<10 as Range<Int64> {
            try store.review(
              record.id, Review(label: .unsure, reviewer: "r\(reviewer)", milliseconds: time))
            if time.isMultiple(of: 3) {
              _ = try store.undoReview(record.id, reviewer: "r\(reviewer)", milliseconds: time)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let store = try log.store()
    #expect(try store.reviews(of: record.id).count == 4 * 14)
    #expect(try store.show(record.id.description).review != nil)
  }
}
