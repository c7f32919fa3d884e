import Foundation
import Logging
import Policy
import RefusalLog
import ServiceLifecycle
import Synchronization
import Taxonomy
import Testing
import evenkeel

@Suite(.timeLimit(.minutes(2))) struct RetentionServiceTests {
  private static let day: Int64 = 86_400_000
  private static let now: Int64 = 1_800_000_000_000
  private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private static func revisions(_ retentions: [String: String?]) throws -> PolicyRevisions {
    let files = retentions.map { name, retention in
      (
        name: "\(name).yaml",
        contents: Array("name: \(name)\n\(retention.map { "record: { retention: \($0) }" } ?? "")\n".utf8)
      )
    }
    return PolicyRevisions(policyName: "month", active: try PolicyFolder.load(files: files))
  }

  private static func record(_ number: UInt64, daysAgo: Int64, policy: String) -> RefusalRecord {
    RefusalRecord(
      id: DecisionID(milliseconds: UInt64(now - daysAgo * day), random: (number, number)), app: "web",
      endpoint: "/v1/chat/completions", model: "m", isStreamed: false,
      policy: PolicyReference(name: policy, revision: "abc"), classifier: "c@1", stage: .prompt, action: .refuse,
      verdict: .guardBlock, prompt: RecordedContent("prompt \(number)", mode: .full), contentMode: .full)
  }

  @Test("deletes what each policy keeps no longer, and nothing of policies that say nothing or are gone")
  func due() throws {
    let folder = try TemporaryFolder()
    let store = try RefusalStore(folder: folder.path)
    let policies = ["month", "year", "silent", "gone"]
    let records = policies.enumerated().flatMap { index, policy in
      [1, 29, 31, 400].enumerated().map { step, days in
        Self.record(UInt64(10 * index + step), daysAgo: Int64(days), policy: policy)
      }
    }
    _ = try store.append(records, traffic: [:])
    let path = folder.path
    let service = RetentionService(
      revisions: try Self.revisions(["month": "30d", "year": "365d", "silent": nil]), logger: Self.logger,
      now: { Self.now }, purge: { try RefusalStore.changing(folder: path).purge($0) })
    service.purgeDue()
    let kept = Dictionary(grouping: try store.list(limit: 100), by: \.policy.name).mapValues(\.count)
    #expect(kept == ["month": 2, "year": 3, "silent": 4, "gone": 4])
    service.purgeDue()
    #expect(try store.count() == 13, "once is enough")
  }

  @Test("what the policies say now counts, and a failure with one of them is no reason to leave the others")
  func changes() throws {
    struct Broken: Error {}
    let asked = Mutex<[String: Int64]>([:])
    let revisions = try Self.revisions(["month": "30d", "week": "7d"])
    let service = RetentionService(
      revisions: revisions, logger: Self.logger, now: { Self.now },
      purge: { filter in
        asked.withLock { for policy in filter.policies { $0[policy] = filter.until } }
        if filter.policies == ["month"] { throw Broken() }
        return PurgeOutcome()
      })
    service.purgeDue()
    #expect(asked.withLock { $0 } == ["month": Self.now - 30 * Self.day, "week": Self.now - 7 * Self.day])
  }

  @Test(
    "feedback without a record is kept as long as the most patient policy says",
    arguments: [
      (["month": "30d", "year": "365d"], 365 as Int64?, "the longer one"),
      (["month": "30d", "silent": nil], nil, "one that says nothing keeps all"),
    ] as [([String: String?], Int64?, String)])
  func feedback(retentions: [String: String?], days: Int64?, reason: String) throws {
    let asked = Mutex<[Int64]>([])
    let service = RetentionService(
      revisions: try Self.revisions(retentions), logger: Self.logger, now: { Self.now },
      purge: { _ in PurgeOutcome() },
      purgeFeedback: { time in
        asked.withLock { $0.append(time) }
        return 1
      })
    service.purgeDue()
    #expect(asked.withLock { $0 } == days.map { [Self.now - $0 * Self.day] } ?? [], "\(reason)")
  }

  @Test("runs at the start, again after its interval, and ends at once, also in the midst of it")
  func runs() async throws {
    let (calls, called) = AsyncStream.makeStream(of: Bool.self)
    let isHeld = Mutex(false)
    let held = DispatchSemaphore(value: 0)
    let service = RetentionService(
      revisions: try Self.revisions(["month": "30d"]), interval: .milliseconds(1), logger: Self.logger,
      now: { Self.now },
      purge: { _ in
        let holds = isHeld.withLock { $0 }
        called.yield(holds)
        if holds { held.wait() }
        return PurgeOutcome()
      })
    let group = ServiceGroup(configuration: .init(services: [.init(service: service)], logger: Self.logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      var iterator = calls.makeAsyncIterator()
      for _ in 0..<3 { _ = await iterator.next() }
      isHeld.withLock { $0 = true }
      while await iterator.next() == false {}
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
    held.signal()
  }
}
