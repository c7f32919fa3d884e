import Foundation
import Logging
import RefusalLog
import Taxonomy
import Testing

@Suite struct ReplayCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func record(
    _ number: UInt64, harm: Double, verdict: Verdict, prompt: String = "How do I kill a process?",
    mode: ContentMode = .full, answerHarm: Double? = nil
  ) -> RefusalRecord {
    let isBlock = verdict == .guardBlock
    return RefusalRecord(
      id: DecisionID(milliseconds: 1_760_000_000_000 + number, random: (number, number)), app: "web",
      endpoint: "/v1/chat/completions", model: "m", isStreamed: false,
      policy: PolicyReference(name: "balanced", revision: "abc"), classifier: "ngram@abc",
      stage: isBlock ? .prompt : .response, action: isBlock ? .refuse : .allow, ruleIDs: isBlock ? ["harm"] : [],
      verdict: verdict, promptHarm: harm, answerHarm: answerHarm, refusalKind: isBlock ? nil : .full,
      prompt: RecordedContent(prompt, mode: mode), contentMode: mode)
  }

  static let records =
    (0..<20).map { record(UInt64($0), harm: Double($0) / 20, verdict: .guardBlock) } + [
      record(30, harm: 0.2, verdict: .exaggeratedRefusal, answerHarm: 0.1),
      record(31, harm: 0.9, verdict: .guardBlock, prompt: "not kept", mode: .none),
    ]

  private func policies(_ bound: String, more: String = "") throws -> String {
    let path = folder.path + "/policies"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let text = """
      name: balanced
      prompt:
        rules:
          - { id: harm, when: { harm: { at_least: \(bound) } }, action: refuse }
      \(more)
      false_refusals: { when: { refusal: full, prompt_harm: { below: 0.1 } }, action: record }
      """
    try Data(text.utf8).write(to: URL(filePath: path + "/balanced.yaml"))
    return path
  }

  private func replay(_ arguments: String...) throws -> (run: Binary.Run, report: [String: Any]) {
    let run = try Binary.run(["policy", "replay"] + arguments + ["--json"])
    let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    return (run, report ?? [:])
  }

  private func transitions(_ report: [String: Any]) -> [String] {
    (report["transitions"] as? [[String: Any]] ?? []).map { "\($0["from"]!) \($0["to"]!) \($0["records"]!)" }
  }

  @Test("decides exported records again, and reads the log itself alike")
  func sources() async throws {
    let lines = try folder.file("records.jsonl", Self.records.map { $0.jsonLine + "\n" }.joined())
    let store = try RefusalStore(folder: folder.path + "/data")
    let writer = RecordWriter(store: store, logger: .init(label: "test"))
    for record in Self.records { writer.submit(record) }
    await writer.stop()
    try store.close()
    let path = try policies("0.5")
    for source in [lines, folder.path + "/data", folder.path + "/data/refusals.sqlite"] {
      let (run, report) = try replay(path, "--records", source)
      #expect(run.code == 0, "\(run.errors)")
      #expect(transitions(report) == ["refuse refuse 11", "refuse allow 10", "allow allow 1"], "\(source)")
      #expect(report["changed"] as? Int == 10 && report["undecided"] as? Int == 0)
      #expect(report["suspected_false_refusals_before"] as? Int == 1)
      #expect(report["suspected_false_refusals_after"] as? Int == 0)
      #expect((report["recorded_under"] as? [String: Int]) == ["balanced@abc": 22])
      #expect((report["examples"] as? [[String: Any]])?.count == 3)
    }
    // Not to be read twice.
    let piped = try folder.file("piped", "")
    try FileManager.default.removeItem(atPath: piped)
    #expect(mkfifo(piped, 0o600) == 0)
    let bytes = try Data(contentsOf: URL(filePath: lines))
    // Opening waits for the command at the other end.
    let other = Thread {
      FileHandle(forWritingAtPath: piped)?.write(bytes)
    }
    other.start()
    #expect(try replay(path, "--records", piped).report["records"] as? Int == 22)
    let limited = try replay(path, "--records", lines, "--limit", "4", "--examples", "1").report
    #expect(limited["records"] as? Int == 4 && (limited["examples"] as? [[String: Any]])?.count == 1)
  }

  @Test("counts what hangs on a text that was not kept")
  func unknown() throws {
    let lines = try folder.file("records.jsonl", Self.records.map { $0.jsonLine + "\n" }.joined())
    let path = try policies(
      "0.5", more: "exceptions: [{ id: ops, match: { any_phrase: [\"kill a process\"] }, skip: [harm] }]")
    let report = try replay(path, "--records", lines).report
    #expect(transitions(report) == ["refuse allow 20", "allow allow 1", "refuse unknown 1"])
    let rules = try #require(report["rules"] as? [String: [String: Int]])
    #expect(rules["prompt harm"] == ["before": 21, "after": 1, "unknown": 1])
  }

  @Test("reports a bad row with its line, goes on, and repeats nothing of it")
  func badRows() throws {
    let good = Self.records[19].jsonLine
    let rows = [
      good, "not JSON: hunter2", good.replacing("0.95", with: "7"), good.replacing("\"app\":\"web\",", with: ""), "[1]",
      "",
      String(repeating: "x", count: 5 << 20), good.replacing("\"stage\":\"prompt\"", with: "\"stage\":\"hunter2\""),
      good,
    ]
    let lines = try folder.file("records.jsonl", rows.map { $0 + "\n" }.joined())
    let (run, report) = try replay(try policies("0.5"), "--records", lines)
    #expect(run.code == 1 && report["records"] as? Int == 2 && report["bad_rows"] as? Int == 6)
    for message in [
      ":2: the row is not valid JSON", ":3: `prompt_harm` is no probability", ":4: the row has no `app`",
      ":5: the row is no record", ":7: the row has more than", ":8: `stage` cannot be read", "6 bad rows were left out",
    ] {
      #expect(run.errors.contains(message), "\(message) in \(run.errors)")
    }
    #expect(!run.errors.contains("hunter2"))
  }

  @Test("says what it does not know, and shows no control characters of a prompt")
  func text() throws {
    let hostile = Self.record(1, harm: 0.4, verdict: .guardBlock, prompt: "\u{1B}[2Ja\u{202E}b")
    let lines = try folder.file("records.jsonl", hostile.jsonLine + "\n")
    let run = try Binary.run(["policy", "replay", try policies("0.5"), "--records", lines])
    #expect(run.code == 0 && run.output.contains("refuse -> allow"), "\(run.output)")
    #expect(run.output.contains("Traffic that passed unrecorded is not in here"))
    #expect(!run.output.unicodeScalars.contains("\u{1B}") && !run.output.unicodeScalars.contains("\u{202E}"))
  }

  @Test("leaves records out that no policy of the folder is for")
  func withoutPolicy() throws {
    let other = Self.records[0].jsonLine.replacing("\"policy\":\"balanced\"", with: "\"policy\":\"other\"")
    let lines = try folder.file("records.jsonl", other + "\n")
    let path = try policies("0.5")
    #expect(try replay(path, "--records", lines).report["without_policy"] as? Int == 1)
    #expect(try replay(path, "--records", lines, "--policy", "balanced").report["records"] as? Int == 1)
  }
}
