import Foundation
import RefusalLog
import Taxonomy
import Testing

@Suite struct ReviewTests {
  private static let first = Review(
    label: .falseRefusal, type: .homonyms, reviewer: "ada", note: "a process", answer: "Use kill.", milliseconds: 1_000)
  private static let second = Review(label: .unsure, reviewer: "bo", milliseconds: 2_000)

  private static func store(_ log: TestLog, _ records: [RefusalRecord]) throws -> RefusalStore {
    let store = try log.store()
    _ = try store.append(records, traffic: [:])
    return store
  }

  @Test(
    "a review stands until the next one, undo brings back the one before, and the history keeps all",
    arguments: DatabaseKind.allCases)
  func history(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let record = RefusalRecord.sample(1)
    let store = try Self.store(log, [record])
    #expect(try store.show(record.id.description).review == nil)
    try store.review(record.id, Self.first)
    try store.review(record.id, Self.second)
    #expect(try store.show(record.id.description).review == Self.second)
    #expect(try store.undoReview(record.id, reviewer: "bo", milliseconds: 3_000) == Self.first)
    #expect(try store.list(limit: 1).first?.review == Self.first)
    #expect(try store.undoReview(record.id, reviewer: "ada", milliseconds: 4_000) == nil)
    #expect(try store.show(record.id.description).review == nil)
    #expect(throws: RefusalLogError.nothingToUndo(id: record.id.description)) {
      try store.undoReview(record.id, reviewer: "ada", milliseconds: 5_000)
    }
    let steps = try store.reviews(of: record.id)
    #expect(steps.map(\.milliseconds) == [1_000, 2_000, 3_000, 4_000])
    #expect(steps.map(\.reviewer) == ["ada", "bo", "bo", "ada"])
    #expect(steps.map(\.change) == [.given(Self.first), .given(Self.second), .takenBack, .takenBack])
  }

  @Test("any walk of reviews and undos ends where a stack of them ends", arguments: DatabaseKind.allCases, 0..<20)
  func walks(kind: DatabaseKind, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let log = try TestLog(kind)
    let record = RefusalRecord.sample(1)
    let store = try Self.store(log, [record])
    var stack: [Review] = []
    for time in 0..<Int64.random(in: 1...30, using: &random) {
      if stack.isEmpty || Bool.random(using: &random) {
        let label = ReviewLabel.allCases.randomElement(using: &random) ?? .unsure
        let review = Review(
          label: label, type: XSTestType.allCases.randomElement(using: &random), reviewer: "r", milliseconds: time)
        stack.append(review)
        try store.review(record.id, review)
      } else {
        stack.removeLast()
        #expect(try store.undoReview(record.id, reviewer: "r", milliseconds: time) == stack.last)
      }
      #expect(try store.show(record.id.description).review == stack.last)
      #expect(try store.count(RefusalFilter(isReviewed: true)) == (stack.isEmpty ? 0 : 1))
    }
  }

  @Test("a record that is not there takes no review", arguments: DatabaseKind.allCases)
  func unknown(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try Self.store(log, [])
    let id = RefusalRecord.sample(1).id
    #expect(throws: RefusalLogError.unknownID(id.description)) { try store.review(id, Self.first) }
    #expect(throws: RefusalLogError.unknownID(id.description)) {
      try store.undoReview(id, reviewer: "", milliseconds: 0)
    }
  }

  @Test(
    "texts of a review keep to their limits, and hostile ones come back as they were", arguments: DatabaseKind.allCases)
  func bounds(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let record = RefusalRecord.sample(1)
    let store = try Self.store(log, [record])
    let long = String(repeating: "語", count: 400_000)
    try store.review(
      record.id,
      Review(label: .unsure, reviewer: long, note: long, answer: long, milliseconds: -5))
    let review = try #require(try store.show(record.id.description).review)
    #expect(review.reviewer.utf8.count == 255 && review.note?.utf8.count == 4_095)
    #expect(review.answer?.utf8.count == 1_048_575 && review.milliseconds == 0)
    let hostile = "'; DROP TABLE reviews; --\n\u{1B}[2J"
    try store.review(record.id, Review(label: .unsure, reviewer: hostile, note: hostile, milliseconds: 1))
    #expect(try store.show(record.id.description).review?.note == hostile)
  }

  @Test("the history cannot be rewritten, and goes with its record", arguments: DatabaseKind.allCases)
  func appendOnly(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let record = RefusalRecord.sample(1)
    try Self.store(log, [record]).review(record.id, Self.first)
    #expect(throws: (any Error).self) {
      try log.run("UPDATE reviews SET review_label = 'unsure'")
    }
    try log.run("DELETE FROM refusals")
    #expect(try log.run("SELECT (SELECT count(*) FROM reviews) + (SELECT count(*) FROM standing_reviews)") == ["0"])
  }

  @Test(
    "the schema refuses a bad review",
    arguments: [
      ("'guilty', NULL, NULL", "an unknown label"), ("'unsure', 'contrast_homonyms', NULL", "no type of safe prompts"),
      ("NULL, 'homonyms', NULL", "an undo has no type"), ("NULL, NULL, 'note'", "nor a note"),
    ])
  func bad(values: String, reason: String) throws {
    for kind in DatabaseKind.allCases {
      let log = try TestLog(kind)
      let record = RefusalRecord.sample(1)
      _ = try Self.store(log, [record])
      #expect(throws: (any Error).self, "\(kind), \(reason)") {
        try log.run(
          """
          INSERT INTO reviews (record, reviewed_ms, reviewer, review_label, review_type, review_note)
          VALUES ('\(record.id)', 0, 'r', \(values))
          """)
      }
    }
  }

  @Test("filters choose by label, review, category and text", arguments: DatabaseKind.allCases)
  func filters(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    var retried = RefusalRecord.retried(3)
    retried.categories = [:]
    var hashed = RefusalRecord.sample(4, verdict: .guardCut)
    hashed.contentMode = .hashed
    hashed.prompt = String(repeating: "a", count: 64)
    hashed.answer = nil
    hashed.categories = ["hate": 0.49, "cyber": 0.5]
    let store = try Self.store(
      log,
      [
        .sample(1, prompt: "100% of Äpfel_"), .sample(2, prompt: "100 Per Cent"), retried, hashed, .bare(5),
      ])
    try store.review(RefusalRecord.sample(1).id, Self.first)
    try store.review(RefusalRecord.sample(4).id, Self.first)
    try store.review(retried.id, Self.second)
    let rows: [(RefusalFilter, [Int64], String)] = [
      (RefusalFilter(labels: [.falseRefusal]), [4, 1], "a label"),
      (RefusalFilter(labels: [.falseRefusal, .unsure]), [4, 3, 1], "labels are alternatives"),
      (RefusalFilter(isReviewed: true), [4, 3, 1], "any label"),
      (RefusalFilter(isReviewed: false), [5, 2], "no label"),
      (RefusalFilter(verdicts: [.overBlock]), [4, 1], "a rule overturned by a reviewer"),
      (RefusalFilter(verdicts: [.overBlock, .exaggeratedRefusal]), [5, 4, 3, 1], "and another verdict"),
      (RefusalFilter(categories: [.hate]), [2, 1], "at least the threshold"),
      (RefusalFilter(categories: [.hate, .cyber]), [4, 2, 1], "categories are alternatives"),
      (RefusalFilter(text: "100%"), [1], "no wildcard"), (RefusalFilter(text: "el_"), [1], "nor here"),
      (RefusalFilter(text: "per cent"), [2], "either case"),
      (RefusalFilter(text: "its number"), [3], "a second answer"),
      (RefusalFilter(text: "aaaa"), [], "a hash is no text"), (RefusalFilter(text: "\\"), [], "an escape alone"),
      (RefusalFilter(labels: [.falseRefusal], text: "sure, first"), [1], "kinds are joined by and"),
    ]
    for (filter, expected, reason) in rows {
      #expect(try store.list(filter, limit: 10).map(\.milliseconds) == expected, "\(reason)")
      #expect(try store.count(filter) == expected.count, "\(reason)")
    }
  }

  @Test(
    "statistics count standing reviews by verdict, and say how often a suspicion was right",
    arguments: DatabaseKind.allCases)
  func stats(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let hour: UInt64 = 3_600_000
    let records = (1...5).map { RefusalRecord.sample($0 * hour, verdict: $0 < 5 ? .exaggeratedRefusal : .guardBlock) }
    let store = try Self.store(log, records)
    #expect(try store.stats().confirmedShare == nil)
    let labels: [ReviewLabel] = [.falseRefusal, .falseRefusal, .rightRefusal, .unsure, .falseRefusal]
    for (record, label) in zip(records, labels) {
      try store.review(record.id, Review(label: .unsure, reviewer: "r", milliseconds: 1))
      try store.review(record.id, Review(label: label, reviewer: "r", milliseconds: 2))
    }
    let stats = try store.stats()
    #expect(
      stats.labels == [
        "exaggerated_refusal": ["false_refusal": 2, "right_refusal": 1, "unsure": 1],
        "guard_block": ["false_refusal": 1],
      ])
    #expect(stats.confirmedShare == 2.0 / 3)
    #expect(try store.stats(since: 3 * Int64(hour)).labels["exaggerated_refusal"] == ["right_refusal": 1, "unsure": 1])
  }

  @Test(
    "a record with a retry and a review comes back from the log and out of JSONL as it was",
    arguments: DatabaseKind.allCases)
  func roundTrip(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    var record = RefusalRecord.retried(1)
    let store = try Self.store(log, [record])
    try store.review(record.id, Self.first)
    record.review = Self.first
    #expect(try store.show(record.id.description) == record)
    var lines: [String] = []
    try store.export(.jsonl) { lines.append($0) }
    #expect(try JSONDecoder().decode(RefusalRecord.self, from: Data(lines[0].utf8)) == record)
  }
}
