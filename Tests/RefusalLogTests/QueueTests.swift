import Foundation
import RefusalLog
import Taxonomy
import Testing

@Suite struct QueueTests {
  private static let kill = "How do I kill a Python process that does not react to anything any more?"
  private static let shoot = "Who shot the sheriff in that song of the seventies, and who sang it first?"

  /// Three of one prompt, two of another, one that stands alone and one without a prompt; all grouped.
  private static func store(_ log: TestLog) throws -> RefusalStore {
    let store = try log.store()
    _ = try store.append(
      [
        .sample(1, app: "a", prompt: kill), .sample(2, verdict: .exaggeratedRefusal, prompt: shoot),
        .sample(3, verdict: .exaggeratedRefusal, app: "a", prompt: kill), .sample(4, prompt: "What is it?"),
        .sample(5, app: "a", prompt: kill + "!"), .bare(6),
        .sample(7, verdict: .exaggeratedRefusal, model: nil, prompt: shoot),
      ], traffic: [:])
    try store.groupNewRecords()
    return store
  }

  private static func review(_ label: ReviewLabel = .falseRefusal, at milliseconds: Int64 = 1) -> Review {
    Review(label: label, reviewer: "ada", note: "a note", answer: "an answer", milliseconds: milliseconds)
  }

  private static func appeal(_ number: UInt64, app: String = "shop") -> Feedback {
    Feedback(
      decision: RefusalRecord.sample(number).id, app: app, opinion: .shouldHaveAnswered, milliseconds: 10)
  }

  private static func times(_ items: [QueueItem]) -> [Int64] { items.map(\.record.milliseconds) }

  @Test("appeals come first, then what most asked, then the newest", arguments: DatabaseKind.allCases)
  func order(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try Self.store(log)
    let items = try store.queue(limit: 9)
    #expect(Self.times(items) == [5, 7, 6, 4])
    #expect(items.map(\.count) == [3, 2, 1, 1] && items.map(\.reviewed) == [0, 0, 0, 0])
    #expect(items.map { $0.group == nil } == [false, false, true, false], "without a prompt it stands alone")
    #expect(try store.give(Self.appeal(4)) == .opened)
    #expect(try Self.times(store.queue(limit: 9)) == [4, 5, 7, 6])
    #expect(try store.queue(limit: 1).first?.appeals == 1)
    #expect(try store.give(Self.appeal(4)) == .unchanged)
    #expect(try store.queue(limit: 1).first?.appeals == 1, "saying it twice counts once")
  }

  @Test("an item leaves with its last unreviewed record, and comes back by undo", arguments: DatabaseKind.allCases)
  func leaving(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try Self.store(log)
    let id = RefusalRecord.sample(5).id
    try store.review(id, Self.review())
    var items = try store.queue(limit: 9)
    #expect(Self.times(items) == [7, 3, 6, 4], "as many as the other, and older")
    #expect(items.map(\.count) == [2, 3, 1, 1] && items.map(\.reviewed) == [0, 1, 0, 0])
    #expect(try store.progress() == ReviewProgress(items: 4, reviewed: 1, total: 7))
    #expect(try store.reviewGroup(of: RefusalRecord.sample(3).id, Self.review()) == 2)
    items = try store.queue(limit: 9)
    #expect(Self.times(items) == [7, 6, 4])
    #expect(try store.progress() == ReviewProgress(items: 3, reviewed: 3, total: 7))
    _ = try store.undoReview(id, reviewer: "ada", milliseconds: 2)
    #expect(try Self.times(store.queue(limit: 9)) == [7, 6, 5, 4])
    _ = try store.append([.sample(8, prompt: Self.kill)], traffic: [:])
    #expect(try store.groupNewRecords() == 1)
    #expect(try Self.times(store.queue(limit: 9)) == [8, 7, 6, 4])
  }

  @Test("a group is reviewed at once and taken back at once", arguments: DatabaseKind.allCases)
  func groups(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try Self.store(log)
    let (first, second, third) = (RefusalRecord.sample(1).id, RefusalRecord.sample(3).id, RefusalRecord.sample(5).id)
    try store.review(first, Self.review(.unsure))
    #expect(try store.reviewGroup(of: third, Self.review(.rightRefusal)) == 2)
    let labels = { try [first, second, third].map { try store.show($0.description).review?.label } }
    #expect(try labels() == [.unsure, .rightRefusal, .rightRefusal], "what was reviewed before stays")
    #expect(try store.show(third.description).review?.note == "a note")
    #expect(try store.show(second.description).review?.note == nil, "a note is about the record that was looked at")
    try store.review(second, Self.review(.falseRefusal, at: 2))
    #expect(try store.undoGroupReview(of: third, reviewer: "bo", milliseconds: 3) == 1)
    #expect(try labels() == [.unsure, .falseRefusal, nil], "and what was reviewed after, too")
    #expect(try store.reviewGroup(of: third, Self.review(.unsure)) == 1)
    #expect(try store.undoGroupReview(of: first, reviewer: "bo", milliseconds: 4) == 1, "given alone, taken back alone")
    #expect(try store.reviewGroup(of: first, Self.review(.unsure)) == 1)
    #expect(throws: RefusalLogError.unknownID(RefusalRecord.sample(99).id.description)) {
      try store.reviewGroup(of: RefusalRecord.sample(99).id, Self.review())
    }
    let alone = RefusalRecord.sample(4).id
    #expect(throws: RefusalLogError.nothingToUndo(id: alone.description)) {
      try store.undoGroupReview(of: alone, reviewer: "bo", milliseconds: 5)
    }
    #expect(try store.reviews(of: third).map(\.reviewer) == ["ada", "bo", "ada"])
  }

  @Test(
    "a filter chooses items by their unreviewed records and shows the newest of these",
    arguments: DatabaseKind.allCases)
  func filters(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try Self.store(log)
    let cases: [(RefusalFilter, [Int64], [Int], String)] = [
      (RefusalFilter(verdicts: [.exaggeratedRefusal]), [3, 7, 6], [3, 2, 1], "counts are the group's"),
      (RefusalFilter(apps: ["a"]), [5], [3], "an app"), (RefusalFilter(apps: ["nobody"]), [], [], "no such app"),
      (RefusalFilter(verdicts: [.guardBlock], apps: ["a"]), [5], [3], "both"),
      (RefusalFilter(since: 6), [7, 6], [2, 1], "a time"), (RefusalFilter(until: 2), [1], [3], "before a time"),
      (RefusalFilter(text: "sheriff"), [7], [2], "words"),
      (RefusalFilter(labels: [.unsure]), [], [], "only unreviewed"),
      (RefusalFilter(categories: [.hate]), [5, 7, 4], [3, 2, 1], "a category"),
      (RefusalFilter(isReviewed: true), [], [], "nothing reviewed waits"),
      (RefusalFilter(isEnforced: false), [], [], "all were enforced"),
    ]
    for (filter, times, counts, reason) in cases {
      let items = try store.queue(filter, limit: 9)
      #expect(Self.times(items) == times, "\(reason)")
      #expect(items.map(\.count) == counts, "\(reason)")
      #expect(try store.progress(filter).items == times.count, "\(reason)")
    }
    try store.review(RefusalRecord.sample(3).id, Self.review())
    #expect(try Self.times(store.queue(RefusalFilter(verdicts: [.exaggeratedRefusal]), limit: 9)) == [7, 6])
    #expect(
      try store.progress(RefusalFilter(verdicts: [.exaggeratedRefusal]))
        == ReviewProgress(items: 2, reviewed: 1, total: 4))
  }

  @Test("pages follow each other without a gap, however small", arguments: DatabaseKind.allCases)
  func pages(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try Self.store(log)
    for filter in [RefusalFilter(), RefusalFilter(verdicts: [.guardBlock, .exaggeratedRefusal])] {
      var found: [Int64] = []
      var place: QueuePlace?
      while let item = try store.queue(filter, limit: 1, after: place).first {
        found.append(item.record.milliseconds)
        place = QueuePlace(item.place.description)
        #expect(place == item.place)
      }
      #expect(found == [5, 7, 6, 4])
    }
    #expect(try store.queue(limit: 0).isEmpty)
  }

  @Test(
    "a place is four numbers and nothing else", arguments: ["", "1.2.3", "1.2.3.4.5", "a.2.3.4", "1.2.3.", "1,2,3,4"])
  func places(text: String) {
    #expect(QueuePlace(text) == nil)
  }
}
