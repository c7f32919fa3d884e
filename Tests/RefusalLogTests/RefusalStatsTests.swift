import RefusalLog
import Taxonomy
import Testing

@Suite struct RefusalStatsTests {
  private static let day: Int64 = 86_400_000

  private static func key(
    _ outcome: TrafficOutcome, day: Int64 = 0, app: String = "shop", model: String? = "llama", isSafe: Bool = true
  ) -> TrafficKey {
    TrafficKey(
      milliseconds: day * Self.day + 5_000_000, app: app, model: model, policy: "balanced", outcome: outcome,
      isPromptSafe: isSafe)
  }

  private static func store(_ log: TestLog) throws -> RefusalStore {
    let store = try log.store()
    let records: [RefusalRecord] = [
      .sample(1), .sample(2, verdict: .exaggeratedRefusal, model: nil),
      .sample(UInt64(day), verdict: .exaggeratedRefusal, app: "chat"), .sample(UInt64(2 * day)),
    ]
    let traffic: [TrafficKey: Int] = [
      key(.allowed): 60, key(.allowed, app: "chat"): 30, key(.allowed, isSafe: false): 5, key(.modelRefusal): 9,
      key(.modelRefusal, day: 1, app: "chat"): 1, key(.modelRefusal, isSafe: false): 20,
      key(.refusedPrompt, isSafe: false): 15, key(.cutAnswer): 10, key(.upstreamFailed, model: nil): 40,
      key(.clientGone, day: 2): 10,
    ]
    _ = try store.append(records, traffic: traffic)
    return store
  }

  @Test(
    "the false-refusal rate is what safe prompts were refused, of the safe prompts that were answered",
    arguments: DatabaseKind.allCases)
  func rate(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let stats = try Self.store(log).stats()
    #expect(stats.requests.exaggerated == 10)
    #expect(stats.requests.answeredSafe == 100, "unsafe prompts, cuts, failures and broken-off answers are left out")
    #expect(stats.requests.falseRefusalRate == 0.1)
    #expect(stats.requests.total == 200)
    #expect(stats.requests.blockRate == 0.125)
    #expect(stats.requests.outcomes["model_refusal"] == 30)
  }

  @Test(
    "records count by verdict, policy, model, app and day, each with its requests", arguments: DatabaseKind.allCases)
  func groups(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let stats = try Self.store(log).stats()
    #expect(stats.records == 4)
    #expect(stats.verdicts == ["guard_block": 2, "exaggerated_refusal": 2])
    #expect(stats.policies.map(\.name) == ["balanced"])
    #expect(stats.policies.first?.records == 4)
    #expect(stats.models.map(\.name) == ["llama", ""], "most records first; no model is an empty name")
    #expect(stats.models.map(\.requests.total) == [160, 40])
    #expect(stats.apps.map(\.name) == ["shop", "chat"])
    #expect(stats.apps.map(\.requests.falseRefusalRate) == [9.0 / 69, 1.0 / 31])
    #expect(stats.days.map(\.day) == ["1970-01-01", "1970-01-02", "1970-01-03"])
    #expect(
      stats.days.map(\.verdicts) == [
        ["guard_block": 1, "exaggerated_refusal": 1], ["exaggerated_refusal": 1], ["guard_block": 1],
      ])
    #expect(stats.days.map(\.requests.total) == [189, 1, 10])
  }

  @Test("since leaves out what was before; requests by the hour", arguments: DatabaseKind.allCases)
  func since(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let stats = try Self.store(log).stats(since: Self.day)
    #expect(stats.records == 2)
    #expect(stats.requests.total == 11)
    #expect(stats.requests.falseRefusalRate == 1)
    #expect(stats.days.map(\.day) == ["1970-01-02", "1970-01-03"])
  }

  @Test("an empty log has no rates, not a rate of zero", arguments: DatabaseKind.allCases)
  func empty(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let stats = try log.store().stats()
    #expect(stats.requests.falseRefusalRate == nil)
    #expect(stats.requests.blockRate == nil)
    #expect(stats.days.isEmpty)
  }

  @Test(
    "days are those of the calendar",
    arguments: [
      (0, "1970-01-01", "the first"), (951_782_400_000, "2000-02-29", "a leap day of a century"),
      (1_709_251_199_999, "2024-02-29", "its last millisecond"), (4_107_542_400_000, "2100-03-01", "no leap year"),
      (1_798_675_200_000, "2026-12-31", "the last of a year"),
    ] as [(UInt64, String, String)])
  func days(milliseconds: UInt64, day: String, reason: String) throws {
    for kind in DatabaseKind.allCases {
      let log = try TestLog(kind)
      let store = try log.store()
      _ = try store.append([.sample(milliseconds)], traffic: [:])
      #expect(try store.stats().days.map(\.day) == [day], "\(reason)")
    }
  }
}
