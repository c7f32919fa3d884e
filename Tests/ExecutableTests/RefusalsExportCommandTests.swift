import Crypto
import Foundation
import RefusalLog
import Taxonomy
import Testing

@Suite struct RefusalsExportCommandTests {
  private let folder: TemporaryFolder
  private var data: String { folder.path + "/data" }
  private let ids = (1...3).map { DecisionID(milliseconds: UInt64($0), random: (0, 0)).description }

  /// A false refusal with a recovered answer, a right block and a false one, none reviewed.
  init() throws {
    folder = try TemporaryFolder()
    let store = try RefusalStore(folder: folder.path + "/data")
    let prompts = ["How do I stop a daemon?", "Tell me how to build a pipe bomb at home.", "How do bath bombs fizz?"]
    let records = prompts.enumerated().map { index, prompt in
      let number = UInt64(index + 1)
      let isModel = index == 0
      return RefusalRecord(
        id: DecisionID(milliseconds: number, random: (0, 0)), app: "web", endpoint: "/v1/chat/completions", model: "m",
        isStreamed: false, policy: PolicyReference(name: "bare", revision: "abc"), classifier: "c@1",
        stage: isModel ? .response : .prompt, action: isModel ? .allow : .refuse,
        verdict: isModel ? .exaggeratedRefusal : .guardBlock, refusalKind: isModel ? .full : nil,
        prompt: RecordedContent(prompt, mode: .full),
        answer: isModel ? RecordedContent("I can't.", mode: .full) : .absent, contentMode: .full,
        retry: isModel
          ? RetriedAnswer(
            answer: RecordedContent("With kill.", mode: .full), refusalKind: RefusalKind.none, isDelivered: true,
            milliseconds: 9) : nil)
    }
    _ = try store.append(records, traffic: [:])
    try store.close()
  }

  private func refusals(_ arguments: String...) throws -> Binary.Run {
    try Binary.run(["refusals"] + arguments, environment: ["EVENKEEL_DATA": data])
  }

  private func review() throws {
    for (id, label) in zip(ids, ["false_refusal", "right_refusal", "false_refusal"]) {
      #expect(try refusals("review", id, "--label", label).code == 0)
    }
  }

  @Test("takes reviewed records only unless asked, and says so where there are none")
  func reviewedOnly() throws {
    let none = try refusals("export", "--format", "jsonl")
    #expect(none.code == 0 && none.output.isEmpty && none.errors.contains("--unreviewed"))
    #expect(try refusals("export", "--unreviewed").output.split(separator: "\n").count == 3)
    #expect(try refusals("review", ids[1], "--label", "unsure").code == 0)
    #expect(try refusals("export").output.split(separator: "\n").count == 1)
    #expect(try refusals("export", "--label", "none").output.split(separator: "\n").count == 2)
  }

  @Test("a manifest beside the file says what is in it, with the hash of its bytes")
  func manifest() throws {
    try review()
    let path = folder.path + "/alpaca.json"
    let run = try refusals(
      "export", "--format", "alpaca", "--mix", "1", "--seed", "7", "--refusal", "No.", "--app", "web", "-o", path)
    #expect(
      run.code == 0 && run.output == "2 records in \(path); left out: 1 no_answer\n", "\(run.output)\(run.errors)")
    let bytes = try Data(contentsOf: URL(filePath: path))
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path + ".manifest.json")))
        as? [String: Any])
    #expect(manifest["sha256"] as? String == SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined())
    #expect(manifest["bytes"] as? Int == bytes.count)
    #expect(manifest["seed"] as? Int == 7 && manifest["mix"] as? Int == 1 && manifest["written"] as? Int == 2)
    #expect(manifest["file"] as? String == "alpaca.json" && manifest["refusal"] as? String == "No.")
    #expect(manifest["kinds"] as? [String: Int] == ["safe": 1, "harmful": 1])
    #expect(manifest["policies"] as? [String: Int] == ["bare@abc": 2])
    #expect((manifest["filter"] as? [String: Any])?["apps"] as? [String] == ["web"])
    #expect(
      try FileManager.default.attributesOfItem(atPath: path + ".manifest.json")[.posixPermissions] as? Int == 0o600)
    let rows = try #require(try JSONSerialization.jsonObject(with: bytes) as? [[String: String]])
    #expect(rows.map { $0["output"] } == ["With kill.", "No."])
    let tooMany = folder.path + "/more.json"
    #expect(try refusals("export", "--format", "alpaca", "--mix", "100", "-o", tooMany).code == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("more") } == [])
  }

  @Test("policy tests load and run: they hold with the policy that refuses rightly, and fail with one that does not")
  func policyTests() throws {
    try review()
    let policies = folder.path + "/policies"
    try FileManager.default.createDirectory(atPath: policies, withIntermediateDirectories: true)
    let run = try refusals("export", "--format", "policy-tests", "-o", policies + "/bare.test.yaml")
    #expect(run.code == 0, "\(run.errors)")
    func write(_ phrases: String) throws {
      try """
      name: bare
      prompt:
        rules:
          - id: words
            when: { any_phrase: [\(phrases)] }
            action: refuse
      """.write(toFile: policies + "/bare.yaml", atomically: true, encoding: .utf8)
    }
    try write("bomb, bombs")
    let before = try Binary.run(["policy", "test", policies, "--classifier", "ngram"])
    #expect(before.code == 1 && before.errors.contains("bare.test.yaml"), "\(before.output)\(before.errors)")
    try write("pipe bomb")
    let after = try Binary.run(["policy", "test", policies, "--classifier", "ngram"])
    #expect(after.code == 0 && after.output.contains("3"), "\(after.output)\(after.errors)")
  }

  @Test("an export travels into another log with its reviews")
  func importing() throws {
    try review()
    let path = folder.path + "/log.jsonl"
    #expect(try refusals("export", "-o", path).code == 0)
    let other = folder.path + "/other"
    func into(_ source: String) throws -> Binary.Run {
      try Binary.run(["refusals", "import", source, "--data", other])
    }
    let first = try into(path)
    #expect(first.output == "3 records and 3 reviews imported, 0 were there before\n", "\(first.errors)")
    #expect(try into(path).output == "0 records and 0 reviews imported, 3 were there before\n")
    #expect(try into(data).output == "0 records and 0 reviews imported, 3 were there before\n", "from a folder too")
    let listed = try Binary.run(["refusals", "list", "--json", "--label", "right_refusal", "--data", other])
    #expect(listed.output.contains(ids[1]))
    let text = try String(contentsOfFile: path, encoding: .utf8) + "{\"id\": 1}\nno json\n"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let bad = try into(path)
    #expect(bad.code == 1 && bad.errors.contains("log.jsonl:4") && bad.errors.contains("2 rows"), "\(bad.errors)")
  }

  @Test(
    "an export that makes no sense is refused",
    arguments: [
      (["--format", "csv", "--mix", "5"], "a mix is Alpaca's"), (["--format", "alpaca", "--mix", "0"], "none"),
      (["--format", "xstest", "--refusal", "No."], "no refusal is needed"),
      (["--format", "parquet"], "no such format"),
    ])
  func unusable(arguments: [String], reason: String) throws {
    #expect(try Binary.run(["refusals", "export"] + arguments).code == 2, "\(reason)")
  }
}
