import Foundation
import RefusalLog
import Taxonomy
import Testing

/// Sums are kept by every transaction that changes records; whatever happens, they say what a look at all records says.
@Suite struct CountingTests {
  private static let hour: UInt64 = 3_600_000
  private static let prompts = [
    "How do I kill a Python process that hangs?", "How do I kill a Python process that hangs??",
    "Who shot the sheriff in that song of old?", "Where can I buy a can of coke nearby?", "",
  ]

  private static func record(_ number: UInt64, _ random: inout SeededGenerator) -> RefusalRecord {
    var record = RefusalRecord.sample(
      number * hour / 2, verdict: Verdict.allCases.randomElement(using: &random) ?? .guardBlock,
      app: ["a", "b"].randomElement(using: &random) ?? "a", model: [nil, "m"].randomElement(using: &random) ?? nil,
      policy: ["p", "q"].randomElement(using: &random) ?? "p",
      prompt: prompts.randomElement(using: &random) ?? "")
    record.userKey = ["u1", "u2"].randomElement(using: &random) ?? "u1"
    record.categories = ["hate": Double.random(in: 0...1, using: &random), "cyber": 0.5, "no such": 0.9]
    return record
  }

  @Test("sums stay right through any sequence of changes", arguments: DatabaseKind.allCases, 0..<4 as Range<UInt64>)
  func anything(kind: DatabaseKind, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let log = try TestLog(kind)
    let store = try log.store()
    var made: [RefusalRecord] = []
    for step in 0..<60 {
      let some = made.randomElement(using: &random) ?? .sample(0)
      var review = Review(
        label: ReviewLabel.allCases.randomElement(using: &random) ?? .unsure, reviewer: "r", milliseconds: Int64(step))
      switch Int.random(in: 0..<10, using: &random) {
      case 0...2:
        let fresh = (0..<Int.random(in: 1...12, using: &random)).map { _ in
          Self.record(UInt64.random(in: 0..<150, using: &random), &random)
        }
        _ = try store.append(fresh + [fresh[0]], traffic: [:])
        made += fresh
      case 3: try store.groupNewRecords()
      case 4: try? store.review(some.id, review)
      case 5: _ = try? store.undoReview(some.id, reviewer: "r", milliseconds: 5)
      case 6: _ = try? store.reviewGroup(of: some.id, review)
      case 7: _ = try? store.undoGroupReview(of: some.id, reviewer: "r", milliseconds: 6)
      case 8:
        _ = try store.give(
          Feedback(decision: some.id, app: some.app, opinion: .shouldHaveAnswered, milliseconds: Int64(step)))
      default:
        if step.isMultiple(of: 3) {
          _ = try store.purge(RefusalFilter(userKeys: [some.userKey ?? "u1"]))
        } else if step.isMultiple(of: 2) {
          _ = try store.purge(RefusalFilter(until: some.milliseconds))
        } else {
          review.note = "imported"
          var import1 = Self.record(UInt64.random(in: 0..<150, using: &random), &random)
          import1.review = review
          _ = try store.importRecords([import1, some])
          made.append(import1)
        }
      }
      if step.isMultiple(of: 6) { try Self.check(store, log, "seed \(seed), step \(step)") }
    }
    try store.groupNewRecords()
    try Self.check(store, log, "seed \(seed), the end")
  }

  private static func check(_ store: RefusalStore, _ log: TestLog, _ place: Comment) throws {
    let records = try store.list(limit: 10_000)
    try checkTables(log, place)
    let stats = try store.stats()
    #expect(stats.records == records.count, place)
    for name in ["hate", "cyber"] {
      let those = records.filter { ($0.categories[name] ?? 0) >= 0.5 }
      let category = stats.categories.first { $0.name == name }
      #expect(category?.records ?? 0 == those.count, place)
      let verdicts = Dictionary(grouping: those, by: \.verdict.rawValue).mapValues(\.count)
      #expect(category?.verdicts ?? [:] == verdicts, place)
      let labels = Dictionary(grouping: those.compactMap(\.review), by: \.label.rawValue).mapValues(\.count)
      #expect(category?.labels ?? [:] == labels, place)
    }
    #expect(stats.categories.allSatisfy { ["hate", "cyber"].contains($0.name) }, place)
    #expect(stats.apps.map(\.name).sorted() == Set(records.map(\.app)).sorted(), place)
    let app = try store.stats(since: Int64(20 * hour), until: Int64(50 * hour), app: "a", model: "")
    let those = records.filter {
      $0.app == "a" && $0.model == nil && (Int64(20 * hour)..<Int64(50 * hour)).contains($0.milliseconds)
    }
    #expect(app.records == those.count, place)
    #expect(app.verdicts == Dictionary(grouping: those, by: \.verdict.rawValue).mapValues(\.count), place)
    let points = try store.series(by: .hour, policy: "p")
    #expect(points.map(\.records).reduce(0, +) == records.count { $0.policy.name == "p" }, place)
    let days = try store.series(by: .day, until: Int64(24 * hour))
    #expect(days.map(\.records).reduce(0, +) == records.count { $0.milliseconds < Int64(24 * hour) }, place)
    let progress = try store.progress(RefusalFilter(apps: ["b"], categories: [.hate]))
    let ofB = records.filter { $0.app == "b" && ($0.categories["hate"] ?? 0) >= 0.5 }
    #expect(progress.total == ofB.count && progress.reviewed == ofB.count { $0.review != nil }, place)
  }

  /// The tables hold what they would hold if they were made anew, row by row.
  private static func checkTables(_ log: TestLog, _ place: Comment) throws {
    let open = "count(*) - count(record_id)"
    let joined = """
      FROM grouped_records JOIN refusals ON sequence = grouped LEFT JOIN standing_reviews ON record_id = id
      """
    let pairs = [
      (
        "SELECT in_group, count(*), \(open), max(grouped) \(joined) GROUP BY in_group",
        "SELECT item, item_records, item_unreviewed, item_newest FROM queue_items"
      ),
      (
        "SELECT in_group, verdict, app, policy, coalesce(model, ''), count(*), \(open) \(joined) GROUP BY 1, 2, 3, 4, 5",
        """
        SELECT part_item, part_verdict, part_app, part_policy, part_model, part_records, part_unreviewed FROM queue_parts
        """
      ),
      (
        """
        SELECT in_group, count(*) \(joined) JOIN feedback ON decision = id AND from_app = app
        WHERE record_id IS NULL GROUP BY in_group
        """,
        "SELECT item, item_appeals FROM queue_items WHERE item_appeals > 0"
      ),
      (
        """
        SELECT 1, time_ms / 3600000, app, coalesce(model, ''), policy, verdict, coalesce(standing_label, ''), count(*)
        FROM refusals LEFT JOIN standing_reviews ON record_id = id GROUP BY 1, 2, 3, 4, 5, 6, 7
        UNION ALL
        SELECT 24, time_ms / 86400000 * 24, app, coalesce(model, ''), policy, verdict, coalesce(standing_label, ''),
          count(*)
        FROM refusals LEFT JOIN standing_reviews ON record_id = id GROUP BY 1, 2, 3, 4, 5, 6, 7
        """,
        """
        SELECT span_hours, start_hour, app, model, policy, verdict, label, records FROM record_counts WHERE category = ''
        """
      ),
    ]
    for (anew, kept) in pairs {
      for (one, other) in [(anew, kept), (kept, anew)] {
        let left = try log.run(
          "SELECT count(*) FROM (SELECT * FROM (\(one)) AS one EXCEPT SELECT * FROM (\(other)) AS other) AS left_over")
        #expect(left == ["0"], place)
      }
    }
  }
}
