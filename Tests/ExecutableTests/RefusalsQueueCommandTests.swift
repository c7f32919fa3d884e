import Foundation
import RefusalLog
import Taxonomy
import Testing

@Suite struct RefusalsQueueCommandTests {
  private let folder: TemporaryFolder
  private var data: String { folder.path + "/data" }
  private static let now = UInt64(Date().timeIntervalSince1970 * 1000)

  /// Two of one prompt, one of another with an appeal, and feedback on an answer that has no record.
  init() throws {
    folder = try TemporaryFolder()
    let store = try RefusalStore(folder: folder.path + "/data")
    let repeated = "How do I kill a Python process that hangs?"
    let records = [
      Self.record(1, repeated), Self.record(2, repeated + "?"),
      Self.record(3, "Who shot the sheriff in that song?", model: "n"),
    ]
    _ = try store.append(
      records,
      traffic: [
        TrafficKey(
          milliseconds: Int64(Self.now), app: "web", model: "m", policy: "balanced", outcome: .modelRefusal,
          isPromptSafe: true): 3
      ])
    let hostile = "not\u{1B}[2J fair"
    for id in [records[2].id, DecisionID(milliseconds: Self.now, random: (9, 9))] {
      _ = try store.give(
        Feedback(
          decision: id, app: "web", opinion: .shouldHaveAnswered, comment: hostile, milliseconds: Int64(Self.now)))
    }
    try store.close()
  }

  private static func record(_ number: UInt64, _ prompt: String, model: String = "m") -> RefusalRecord {
    RefusalRecord(
      id: DecisionID(milliseconds: now - 10 + number, random: (number, number)), app: "web",
      endpoint: "/v1/chat/completions", model: model, isStreamed: false,
      policy: PolicyReference(name: "balanced", revision: "abc"), classifier: "ngram@abc", stage: .response,
      action: .allow, verdict: .exaggeratedRefusal, promptHarm: 0.1, categories: ["hate": 0.7],
      prompt: RecordedContent(prompt, mode: .full), contentMode: .full)
  }

  private func refusals(_ arguments: String...) throws -> Binary.Run {
    try Binary.run(["refusals"] + arguments, environment: ["EVENKEEL_DATA": data])
  }

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("lists what waits, appeals first, and says how far the review has come")
  func queue() throws {
    let run = try refusals("queue")
    let lines = run.output.split(separator: "\n")
    #expect(run.code == 0 && lines.count == 4, "\(run.output)\(run.errors)")
    #expect(lines[1].hasPrefix("1 ") && lines[1].contains("sheriff"))
    #expect(lines[3] == "2 items wait; 0 of 3 records are reviewed.")
    let items = try objects(try refusals("queue", "--json", "--limit", "1").output)
    #expect(items.map { $0["appeals"] as? Int } == [1] && items.map { $0["count"] as? Int } == [1])
    #expect(try objects(try refusals("queue", "--json", "--model", "m").output).map { $0["count"] as? Int } == [2])
  }

  @Test("reviews a group at once and takes it back at once")
  func group() throws {
    let items = try objects(try refusals("queue", "--json", "--model", "m").output)
    let id = try #require((items.first?["record"] as? [String: Any])?["id"] as? String)
    let run = try refusals("review", id, "--group", "--label", "false_refusal", "--type", "homonyms")
    #expect(run.output == "\(id): false_refusal, 2 records\n", "\(run.errors)")
    #expect(try refusals("queue").output.hasSuffix("1 items wait; 2 of 3 records are reviewed.\n"))
    #expect(try refusals("review", id, "--undo", "--group").output == "\(id): taken back, 2 records\n")
    #expect(try refusals("queue").output.hasSuffix("2 items wait; 0 of 3 records are reviewed.\n"))
  }

  @Test("shows what the app said, of a record and of what has none, and no control character of it")
  func feedback() throws {
    let items = try objects(try refusals("queue", "--json", "--limit", "1").output)
    let id = try #require((items.first?["record"] as? [String: Any])?["id"] as? String)
    let shown = try refusals("show", id).output
    #expect(shown.contains("by web: should_have_answered: not [2J fair") && !shown.contains("\u{1B}"), "\(shown)")
    let alone = try refusals("queue", "--unrecorded").output
    #expect(alone.contains("should_have_answered") && !alone.contains("\u{1B}") && !alone.contains(id))
    let object = try objects(try refusals("queue", "--unrecorded", "--json").output).first
    #expect(object?["comment"] as? String == "not\u{1B}[2J fair")
  }

  @Test("counts by category, by time, and for one model or app")
  func stats() throws {
    let text = try refusals("stats").output
    #expect(text.contains(/\n3 +0 +0 +0 +hate\n/), "\(text)")
    let ofModel = try JSONSerialization.jsonObject(
      with: Data(try refusals("stats", "--model", "n", "--json").output.utf8))
    #expect((ofModel as? [String: Any])?["records"] as? Int == 1)
    let hours = try JSONSerialization.jsonObject(
      with: Data(try refusals("stats", "--by", "hour", "--app", "web", "--json").output.utf8))
    let points = try #require(hours as? [[String: Any]])
    #expect(points.compactMap { ($0["verdicts"] as? [String: Int])?["exaggerated_refusal"] }.reduce(0, +) == 3)
    #expect(try refusals("stats", "--by", "day").output.contains(/\d{4}-\d\d-\d\d +3 +\d +100.0%/))
    #expect(try refusals("stats", "--by", "day", "--app", "nobody").output == "No records and no requests.\n")
    #expect(try refusals("stats", "--by", "week").code == 2)
  }
}
