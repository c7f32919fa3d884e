import Foundation
import RefusalLog
import Taxonomy
import Testing

@Suite struct GroupingTests {
  private static func store(_ log: TestLog, _ records: [RefusalRecord]) throws -> RefusalStore {
    let store = try log.store()
    _ = try store.append(records, traffic: [:])
    return store
  }

  private static func store(_ log: TestLog, prompts: [String]) throws -> RefusalStore {
    try store(log, prompts.enumerated().map { .sample(UInt64($0), prompt: $1) })
  }

  private static let question = "How do I kill a Python process that does not react to anything any more?"

  @Test(
    "prompts are one item when they are nearly the same",
    arguments: [
      (question, question, true, "the same"),
      (
        question, "  how do i KILL a\n Python process\tthat does not react to anything any more? ", true,
        "letters' case, blanks"
      ),
      (question, "Please: " + question, true, "a word in front"),
      (question, question.replacing("Python", with: "Ruby"), true, "one word in fifteen"),
      (question, "How do I kill time at the airport?", false, "the same beginning"),
      (question, "What does a python eat?", false, "one word in common"), ("kill", "kill", true, "shorter than a gram"),
      ("kill", "bill", false, "shorter than a gram, and another"), ("語は何ですか今日は", "語は何ですか今日は", true, "no Latin letters"),
    ])
  func pairs(first: String, second: String, isOne: Bool, reason: String) throws {
    for kind in DatabaseKind.allCases {
      let log = try TestLog(kind)
      let store = try Self.store(log, prompts: [first, second])
      #expect(try store.groupNewRecords() == 2)
      #expect(try store.groups(limit: 9).count == (isOne ? 1 : 2), "\(reason)")
    }
  }

  @Test(
    "groups come by size, with the newest record, the number reviewed, and what the filter leaves",
    arguments: DatabaseKind.allCases)
  func listing(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try Self.store(
      log,
      [
        .sample(1, app: "a", prompt: Self.question), .sample(2, prompt: "Who shot the sheriff in that song?"),
        .sample(3, app: "a", prompt: Self.question + "!"), .bare(4), .bare(5), .sample(6, prompt: Self.question),
      ])
    #expect(try store.groups(limit: 9).map(\.count) == [1, 1, 1, 1, 1, 1], "not grouped yet")
    #expect(try store.groupNewRecords() == 6)
    try store.review(RefusalRecord.sample(1).id, Review(label: .unsure, reviewer: "r", milliseconds: 1))
    let groups = try store.groups(limit: 9)
    #expect(groups.map(\.newest.milliseconds) == [6, 5, 4, 2])
    #expect(groups.map(\.count) == [3, 1, 1, 1] && groups.map(\.reviewed) == [1, 0, 0, 0])
    #expect(groups.map { $0.number == nil } == [false, true, true, false], "no prompt, no group")
    #expect(try store.groups(RefusalFilter(apps: ["a"]), limit: 9).map(\.count) == [2])
    #expect(try store.groups(RefusalFilter(apps: ["a"]), limit: 9).first?.newest.milliseconds == 3)
    #expect(try store.groups(limit: 1).count == 1)
    #expect(try store.groupNewRecords() == 0, "nothing is done twice")
    _ = try store.append([.sample(7, prompt: Self.question)], traffic: [:])
    #expect(try store.groupNewRecords() == 1)
    #expect(try store.groups(limit: 1).first?.count == 4)
    let line = try #require(groups.last?.jsonLine)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["count"] as? Int == 1 && (object["newest"] as? [String: Any])?["milliseconds"] as? Int == 2)
  }

  @Test(
    "hashed prompts are grouped by their hash, and never with a text that looks like one",
    arguments: DatabaseKind.allCases)
  func hashed(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let hash = try #require(RecordedContent("a prompt", mode: .hashed).text)
    func record(_ number: UInt64, _ mode: ContentMode, _ prompt: String) -> RefusalRecord {
      var record = RefusalRecord.sample(number, prompt: prompt)
      record.contentMode = mode
      record.answer = nil
      record.answerBytes = nil
      return record
    }
    let other = String(hash.reversed())
    let store = try Self.store(
      log, [record(1, .hashed, hash), record(2, .hashed, hash), record(3, .full, hash), record(4, .hashed, other)])
    try store.groupNewRecords()
    #expect(try store.groups(limit: 9).map(\.count) == [2, 1, 1])
  }

  @Test(
    "when a group's first record is purged, the next one leads it, and nothing of the first stays",
    arguments: DatabaseKind.allCases)
  func purged(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try Self.store(log, prompts: Array(repeating: Self.question, count: 5) + ["Who shot the sheriff?"])
    try store.groupNewRecords()
    let number = try store.groups(limit: 1).first?.number
    _ = try store.purge(RefusalFilter(until: 1))
    #expect(try store.groupNewRecords() == 0, "the others need not be looked at again")
    #expect(try store.groups(limit: 9).map(\.count) == [4, 1])
    _ = try store.append([.sample(9, prompt: "please, " + Self.question)], traffic: [:])
    #expect(try store.groupNewRecords() == 1)
    #expect(try store.groups(limit: 1).first?.number == number, "what is like the next one finds the group")
    _ = try store.purge(RefusalFilter(until: 100))
    for table in ["prompt_groups", "prompt_bands", "grouped_records", "queue_items", "queue_parts"] {
      #expect(try log.run("SELECT count(*) FROM \(table)") == ["0"], "\(table)")
    }
  }

  @Test("variants of many prompts find their groups, over many transactions", arguments: DatabaseKind.allCases, 0..<3)
  func many(kind: DatabaseKind, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let words = (0..<400).map { _ in
      String(
        (0..<Int.random(in: 3...9, using: &random)).map { _ in
          "abcdefghijklmnopqrstuvwxyz".randomElement(using: &random) ?? "a"
        })
    }
    let stems = (0..<40).map { _ in
      (0..<20).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
    }
    var prompts: [(stem: Int, text: String)] = []
    for _ in 0..<500 {
      let stem = Int.random(in: 0..<40, using: &random)
      let end = Bool.random(using: &random) ? " " + (words.randomElement(using: &random) ?? "") : ""
      prompts.append((stem, stems[stem] + end))
    }
    let log = try TestLog(kind)
    let store = try Self.store(log, prompts: prompts.map(\.text))
    #expect(try store.groupNewRecords() == 500)
    let groups = try log.run("SELECT in_group FROM grouped_records ORDER BY grouped")
    var stemsOfGroup: [String: Set<Int>] = [:]
    var groupsOfStem: [Int: Set<String>] = [:]
    for (group, prompt) in zip(groups, prompts) {
      stemsOfGroup[group, default: []].insert(prompt.stem)
      groupsOfStem[prompt.stem, default: []].insert(group)
    }
    #expect(stemsOfGroup.values.allSatisfy { $0.count == 1 }, "different prompts never share a group")
    // A variant that shares no band with its leader may start a group of its own.
    #expect(groupsOfStem.values.reduce(0) { $0 + $1.count } <= groupsOfStem.count + 2)
  }

  @Test("a filter counts what passes of each group, however many groups there are", arguments: DatabaseKind.allCases)
  func filtered(kind: DatabaseKind) throws {
    var random = SeededGenerator(seed: 7)
    let prompts = (0..<260).map { _ in
      (0..<12).map { _ in String(UInt32.random(in: 0 ... .max, using: &random), radix: 36) }.joined(separator: " ")
    }
    var counts: [String: [Int: Int]] = [:]
    let records = (0..<600).map { number in
      // Few prompts come often, and with the rare app those that are rare.
      let prompt = min(Int.random(in: 0..<260, using: &random), Int.random(in: 0..<260, using: &random))
      let app = prompt > 200 ? "rare" : ["a", "b"].randomElement(using: &random) ?? "a"
      counts[app, default: [:]][prompt, default: 0] += 1
      return RefusalRecord.sample(UInt64(number), app: app, prompt: prompts[prompt])
    }
    let log = try TestLog(kind)
    let store = try Self.store(log, records)
    try store.groupNewRecords()
    for (app, groups) in counts {
      for limit in [1, 7, 1_000] {
        let found = try store.groups(RefusalFilter(apps: [app]), limit: limit)
        #expect(found.map(\.count) == Array(groups.values.sorted(by: >).prefix(limit)), "\(app), \(limit)")
        #expect(found.allSatisfy { $0.newest.app == app })
      }
    }
  }
}
