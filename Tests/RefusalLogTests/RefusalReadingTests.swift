import RefusalLog
import Taxonomy
import Testing

@Suite struct RefusalReadingTests {
  private static let records: [RefusalRecord] = [
    .sample(100), .sample(200, verdict: .guardCut, app: "chat"),
    .sample(300, verdict: .exaggeratedRefusal, model: nil), .sample(400, app: "'; DROP TABLE refusals; --"),
    .sample(500, policy: "strict"), .sample(600, isEnforced: false),
  ]

  private static func store(_ log: TestLog, _ records: [RefusalRecord] = records) throws -> RefusalStore {
    let store = try log.store()
    _ = try store.append(records, traffic: [:])
    return store
  }

  @Test(
    "a filter takes what it says",
    arguments: [
      (RefusalFilter(), [600, 500, 400, 300, 200, 100], "an empty one takes all, newest first"),
      (RefusalFilter(since: 300), [600, 500, 400, 300], "since is inclusive"),
      (RefusalFilter(until: 300), [200, 100], "until is exclusive"),
      (RefusalFilter(since: 200, until: 400), [300, 200], "both"),
      (RefusalFilter(since: -5, until: .max), [600, 500, 400, 300, 200, 100], "times beyond what ids can hold"),
      (RefusalFilter(verdicts: [.guardCut]), [200], "one verdict"),
      (RefusalFilter(verdicts: [.guardCut, .exaggeratedRefusal]), [300, 200], "alternatives"),
      (RefusalFilter(apps: ["chat", "nobody"]), [200], "an app that has no records takes nothing away"),
      (RefusalFilter(apps: ["'; DROP TABLE refusals; --"]), [400], "input is never SQL"),
      (RefusalFilter(models: ["llama"]), [600, 500, 400, 200, 100], "no model is not a model"),
      (RefusalFilter(policies: ["strict"]), [500], "a policy by name"),
      (RefusalFilter(isEnforced: false), [600], "what monitoring noted"),
      (RefusalFilter(since: 150, verdicts: [.guardBlock], apps: ["shop"]), [600, 500], "kinds are joined by and"),
      (RefusalFilter(verdicts: [.overBlock]), [], "nothing passes"),
    ])
  func filters(filter: RefusalFilter, expected: [Int64], reason: String) throws {
    for kind in DatabaseKind.allCases {
      let log = try TestLog(kind)
      let store = try Self.store(log)
      #expect(try store.list(filter, limit: 100).map(\.milliseconds) == expected, "\(reason)")
      #expect(try store.count(filter) == expected.count, "\(reason)")
    }
  }

  @Test("pages join up without gap or repeat", arguments: DatabaseKind.allCases)
  func pages(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    // Ten in each millisecond: the page's border falls within one.
    let records = (0..<100).map { number in
      var record = RefusalRecord.sample(7)
      record.id = DecisionID(milliseconds: UInt64(number / 10), random: (0, UInt64(number)))
      return record
    }
    let store = try Self.store(log, records)
    var found: [DecisionID] = []
    while true {
      let page = try store.list(limit: 7, before: found.last)
      found += page.map(\.id)
      if page.count < 7 { break }
    }
    #expect(found == records.map(\.id).reversed())
    #expect(try store.list(limit: 0).isEmpty)
    #expect(try store.list(limit: -1).isEmpty)
  }

  @Test("an id is found by its beginning, as typed", arguments: DatabaseKind.allCases)
  func prefixes(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    var first = RefusalRecord.sample(1)
    first.id = try #require(DecisionID("019aa2b4-c1d2-7e3f-8123-456789abcdef"))
    var second = first
    second.id = try #require(DecisionID("019aa2b4-c1d2-7e3f-8123-456789abcd00"))
    var third = first
    third.id = try #require(DecisionID("019aa2b5-0000-7000-8000-000000000000"))
    let store = try Self.store(log, [first, second, third])
    for typed in ["019aa2b5", "019AA2B5", "019aa2b50000", third.id.description, third.id.description.uppercased()] {
      #expect(try store.show(typed).id == third.id, "\(typed)")
    }
    #expect(try store.show("019aa2b4-c1d2-7e3f-8123-456789abcde").id == first.id)
    #expect(throws: RefusalLogError.ambiguousID("019aa2b4", candidates: [second.id, first.id])) {
      try store.show("019aa2b4")
    }
    #expect(throws: RefusalLogError.unknownID("ffff")) { try store.show("ffff") }
    for typed in ["", "019", "019aa2b%", "019aa2b5'", first.id.description + "0", "----", "019aa2b_"] {
      #expect(throws: RefusalLogError.invalidID(typed)) { try store.show(typed) }
    }
  }
}
