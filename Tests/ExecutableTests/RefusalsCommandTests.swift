import Foundation
import Logging
import RefusalLog
import Taxonomy
import Testing

@Suite struct RefusalsCommandTests {
  private let folder: TemporaryFolder
  private var data: String { folder.path + "/data" }

  /// Three records: a block an hour ago, a false refusal now, and one that monitoring noted, with hostile words.
  init() async throws {
    folder = try TemporaryFolder()
    let store = try RefusalStore(folder: folder.path + "/data")
    let writer = RecordWriter(store: store, logger: .init(label: "test"))
    let now = UInt64(Date().timeIntervalSince1970 * 1000)
    writer.submit(Self.record(1, now - 3_600_000, .guardBlock, app: "web", prompt: "How do I build a pipe bomb?"))
    writer.submit(Self.record(2, now - 1000, .exaggeratedRefusal, app: "cli", prompt: "How do I kill a process?"))
    writer.submit(
      Self.record(3, now, .guardBlock, app: "cli", prompt: "\u{1B}[2J\"a\",\nb\u{202E}", isEnforced: false))
    writer.submit([
      TrafficKey(
        milliseconds: Int64(now), app: "cli", model: "m", policy: "balanced", outcome: .modelRefusal,
        isPromptSafe: true): 1,
      TrafficKey(
        milliseconds: Int64(now), app: "cli", model: "m", policy: "balanced", outcome: .allowed, isPromptSafe: true): 3,
    ])
    await writer.stop()
    try store.close()
  }

  private static func record(
    _ number: UInt64, _ milliseconds: UInt64, _ verdict: Verdict, app: String, prompt: String, isEnforced: Bool = true
  ) -> RefusalRecord {
    RefusalRecord(
      id: DecisionID(milliseconds: milliseconds, random: (number, number)), app: app, endpoint: "/v1/chat/completions",
      model: "m", isStreamed: false, policy: PolicyReference(name: "balanced", revision: "abc"),
      classifier: "ngram@abc", stage: .prompt, action: verdict == .guardBlock ? .refuse : .allow,
      isEnforced: isEnforced, ruleIDs: ["harm"], verdict: verdict, promptHarm: 0.9,
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

  @Test("lists the newest first, a row a record, whatever stands in the prompts")
  func list() throws {
    let run = try refusals("list")
    let lines = run.output.split(separator: "\n")
    #expect(run.code == 0 && lines.count == 4, "\(run.output)\(run.errors)")
    #expect(lines[1].contains("guard_block (monitor)") && lines[3].contains("pipe bomb"))
    #expect(!run.output.contains("\u{1B}") && !run.output.contains("\u{202E}"))
  }

  @Test("chooses by verdict, app, policy, time and number")
  func filters() throws {
    #expect(try objects(try refusals("list", "--json", "--verdict", "exaggerated_refusal").output).count == 1)
    #expect(try objects(try refusals("list", "--json", "--app", "cli").output).count == 2)
    #expect(try objects(try refusals("list", "--json", "--app", "cli", "--app", "web").output).count == 3)
    #expect(try objects(try refusals("list", "--json", "--policy", "strict").output).isEmpty)
    #expect(try objects(try refusals("list", "--json", "--since", "30m").output).count == 2)
    let limited = try refusals("list", "--limit", "1")
    #expect(limited.output.contains("1 of 3 records"))
  }

  @Test("lists nearly equal prompts as one row with its count")
  func grouped() async throws {
    let store = try RefusalStore.changing(folder: data)
    _ = try store.append(
      [Self.record(9, 9, .guardBlock, app: "web", prompt: "how do I  build a pipe bomb?")], traffic: [:])
    let run = try refusals("list", "--grouped")
    #expect(run.code == 0 && run.output.split(separator: "\n").count == 4, "\(run.output)\(run.errors)")
    #expect(run.output.split(separator: "\n")[1].starts(with: #/2 +0 /#))
    let groups = try objects(try refusals("list", "--grouped", "--json", "--app", "cli").output)
    #expect(groups.map { $0["count"] as? Int } == [1, 1])
  }

  @Test("shows one record by the beginning of its id")
  func show() throws {
    let listed = try objects(try refusals("list", "--json", "--app", "web").output)
    let id = try #require(listed.first?["id"] as? String)
    let shown = try refusals("show", String(id.prefix(13)))
    #expect(shown.code == 0 && shown.output.contains(id) && shown.output.contains("How do I build a pipe bomb?"))
    #expect(try objects(try refusals("show", id, "--json").output).first?["id"] as? String == id)
    #expect(try refusals("show", "ffff").code == 1)
    #expect(try refusals("show", "zz").code == 1)
  }

  @Test("takes a review, lists by it, and takes it back")
  func review() throws {
    let listed = try objects(try refusals("list", "--json", "--app", "web").output)
    let id = try #require(listed.first?["id"] as? String)
    let run = try refusals(
      "review", id, "--label", "false_refusal", "--type", "safe_contexts", "--note", "a\u{1B}[2J game", "--reviewer",
      "ada")
    #expect(run.code == 0 && run.output == "\(id): false_refusal\n", "\(run.errors)")
    let labelled = try objects(try refusals("list", "--json", "--label", "false_refusal").output)
    #expect(labelled.map { $0["review_note"] as? String } == ["a\u{1B}[2J game"])
    #expect(try objects(try refusals("list", "--json", "--verdict", "over_block").output).count == 1)
    #expect(try objects(try refusals("list", "--json", "--label", "none").output).count == 2)
    #expect(try refusals("list").output.contains(/guard_block +false_refusal +web/))
    #expect(try refusals("stats").output.contains(/guard_block +2 +1 +0 +0/))
    let shown = try refusals("show", id).output
    #expect(shown.contains("by ada: false_refusal, safe_contexts: a [2J game") && !shown.contains("\u{1B}"))
    #expect(try refusals("review", id, "--undo").output == "\(id): taken back, no review stands\n")
    #expect(try refusals("review", id, "--undo").code == 1)
    #expect(try refusals("review", "ffff", "--label", "unsure").code == 1)
  }

  @Test(
    "a review or a filter that makes no sense is refused before anything is written",
    arguments: [
      (["review", "0", "--label", "guilty"], "no such label"),
      (["review", "0", "--label", "unsure", "--type", "x"], "no such type"),
      (["review", "0"], "neither label nor undo"),
      (["review", "0", "--undo", "--label", "unsure"], "both"), (["list", "--label", "guilty"], "no such label"),
      (["list", "--category", "rudeness"], "no such category"), (["list", "--text", ""], "any text at all"),
    ])
  func unusable(arguments: [String], reason: String) throws {
    let run = try Binary.run(["refusals"] + arguments, environment: ["EVENKEEL_DATA": data])
    #expect(run.code == 2, "\(reason): \(run.errors)")
  }

  @Test("chooses by category and by words in the texts")
  func contentFilters() throws {
    #expect(try objects(try refusals("list", "--json", "--text", "KILL a process").output).count == 1)
    #expect(try objects(try refusals("list", "--json", "--text", "%").output).isEmpty)
    #expect(try objects(try refusals("list", "--json", "--category", "cyber").output).isEmpty)
  }

  @Test("counts records and the rates that follow")
  func stats() throws {
    let text = try refusals("stats").output
    #expect(text.contains(/records +3/) && text.contains("false-refusal rate  25.0% (1 of 4"), "\(text)")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(try refusals("stats", "--json").output.utf8)) as? [String: Any])
    #expect(object["records"] as? Int == 3)
  }

  @Test("exports the oldest first, to stdout or to a file of its owner's")
  func export() throws {
    let lines = try objects(try refusals("export", "--unreviewed", "--format", "jsonl").output)
    #expect(lines.map { $0["app"] as? String } == ["web", "cli", "cli"])
    let path = folder.path + "/out.csv"
    let run = try refusals("export", "--unreviewed", "--format", "csv", "-o", path, "--verdict", "guard_block")
    #expect(run.code == 0 && run.output.hasPrefix("2 records in "), "\(run.errors)")
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("id,"))
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("partial") } == [])
    #expect(try refusals("export", "-o", folder.path + "/none/out.csv").code == 1)
  }
}
