import Foundation
import RefusalLog
import Taxonomy
import Testing

@Suite struct FeedbackTests {
  private static let now: Int64 = 1_800_000_000_000

  private static func feedback(
    on id: DecisionID, app: String = "shop", _ opinion: Feedback.Opinion = .shouldHaveAnswered,
    _ comment: String? = nil,
    at milliseconds: Int64 = now
  ) -> Feedback {
    Feedback(decision: id, app: app, opinion: opinion, comment: comment, milliseconds: milliseconds)
  }

  private static func store(_ log: TestLog, _ records: [RefusalRecord]) throws -> RefusalStore {
    let store = try log.store()
    _ = try store.append(records, traffic: [:])
    return store
  }

  @Test("one feedback a decision and app is kept, the newest", arguments: DatabaseKind.allCases)
  func newest(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let record = RefusalRecord.sample(1)
    let store = try Self.store(log, [record])
    #expect(try store.feedback(on: record.id).isEmpty)
    #expect(try store.give(Self.feedback(on: record.id)) == .opened)
    #expect(try store.give(Self.feedback(on: record.id, at: Self.now + 1)) == .unchanged, "the same again")
    let other = Self.feedback(on: record.id, .shouldHaveRefused, "it was about people", at: Self.now + 2)
    #expect(try store.give(other) == .changed)
    #expect(try store.give(Self.feedback(on: record.id, at: Self.now + 1)) == .unchanged, "older than what is there")
    #expect(try store.feedback(on: record.id) == [other])
  }

  @Test(
    "a decision without a record is known by its id alone, and only for a while", arguments: DatabaseKind.allCases)
  func withoutRecord(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try Self.store(log, [])
    let day: Int64 = 86_400_000
    let cases: [(age: Int64, outcome: FeedbackOutcome, reason: String)] = [
      (0, .opened, "just now"), (30 * day, .opened, "30 days"), (30 * day + 1, .unknown, "older"),
      (-60_000, .opened, "a clock that is ahead by a minute"), (-60_001, .unknown, "from the future"),
      (Self.now, .unknown, "of 1970"),
    ]
    for (age, outcome, reason) in cases {
      let id = DecisionID(milliseconds: UInt64(Self.now - age), random: (7, 7))
      #expect(try store.give(Self.feedback(on: id)) == outcome, "\(reason)")
    }
    #expect(try store.feedbackWithoutRecord(limit: 9).count == 3)
    #expect(try store.feedbackWithoutRecord(limit: 1).first?.decision.milliseconds == UInt64(Self.now + 60_000))
    let latest = DecisionID(milliseconds: UInt64(Self.now), random: (7, 7))
    #expect(try store.give(Self.feedback(on: latest, app: "chat")) == .opened, "nobody knows whose it is")
  }

  @Test("a decision of another app is unknown, whatever its age", arguments: DatabaseKind.allCases)
  func otherApp(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let record = RefusalRecord.sample(UInt64(Self.now))
    let store = try Self.store(log, [record])
    #expect(try store.give(Self.feedback(on: record.id, app: "chat")) == .unknown)
    #expect(try store.feedback(on: record.id).isEmpty)
    #expect(try store.give(Self.feedback(on: record.id)) == .opened)
    #expect(try store.feedbackWithoutRecord(limit: 9).isEmpty, "it has a record")
  }

  @Test("hostile comments come back as they were, within their limit", arguments: DatabaseKind.allCases)
  func hostile(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let record = RefusalRecord.sample(1)
    let store = try Self.store(log, [record])
    for (text, kept) in [
      ("'; DROP TABLE feedback; --", "'; DROP TABLE feedback; --"), ("a\u{0}b", "a␀b"), ("", ""),
      (String(repeating: "é", count: 5_000), String(repeating: "é", count: 2_048)),
    ] {
      #expect(try store.give(Self.feedback(on: record.id, .shouldHaveRefused, text)) != .unknown)
      #expect(try store.feedback(on: record.id).first?.comment == kept)
    }
  }

  @Test("feedback goes with its record, or by age where it has none", arguments: DatabaseKind.allCases)
  func purge(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let old = UInt64(Self.now - 10_000)
    var mine = RefusalRecord.sample(old)
    mine.userKey = "a1"
    let store = try Self.store(log, [mine, .sample(UInt64(Self.now))])
    let alone = DecisionID(milliseconds: old, random: (9, 9))
    for id in [mine.id, RefusalRecord.sample(UInt64(Self.now)).id, alone] {
      #expect(try store.give(Self.feedback(on: id)) == .opened)
    }
    let byUser = try store.purge(RefusalFilter(userKeys: ["a1"]))
    #expect(byUser.records == 1 && byUser.feedback == 0)
    #expect(try store.feedback(on: mine.id).isEmpty)
    #expect(try store.feedback(on: alone).count == 1, "nothing says whose it is")
    #expect(
      try store.purge(RefusalFilter(until: Self.now, policies: ["balanced"])).feedback == 0, "nor of which policy")
    let byAge = try store.purge(RefusalFilter(until: Self.now))
    #expect(byAge.records == 0 && byAge.feedback == 1)
    #expect(try log.run("SELECT count(*) FROM feedback") == ["1"])
    #expect(try store.purgeFeedbackWithoutRecord(before: Self.now + 5, apps: ["shop"]) == 0, "this one has a record")
  }
}
