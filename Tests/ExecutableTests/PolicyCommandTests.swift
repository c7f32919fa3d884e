import Foundation
import Testing

@Suite struct PolicyCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A folder with one policy that needs no score to refuse.
  private func policies(_ name: String = "policies", _ rules: String = "", more: String = "") throws -> String {
    let path = folder.path + "/" + name
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let text = """
      name: balanced
      on_classifier_failure: refuse
      prompt:
        rules:
          - { id: secret, when: { any_phrase: [open sesame] }, action: refuse, message: gone }
          - { id: mail, when: { pii: [email] }, action: redact, continue: true }
      \(rules)
          - { id: harm, when: { harm: { at_least: 0.99 } }, action: refuse }
      messages:
        gone: { en: "Gone: {decision}", de: "Weg." }
      tests:
        - prompt: Please say open sesame.
          expect: { refuse: secret }
        - prompt: What is the capital of France?
          expect: allow
      \(more)
      """
    _ = try Data(text.utf8).write(to: URL(filePath: path + "/balanced.yaml"))
    return path
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
  }

  @Test("ends with 0, 1 or 2 as its help says")
  func exitCodes() throws {
    let good = try policies()
    let failing = try policies("failing", more: "  - prompt: \"a <b> & \\\"c\\\"\"\n    expect: { refuse: harm }")
    let broken = folder.path + "/broken"
    try FileManager.default.createDirectory(atPath: broken, withIntermediateDirectories: true)
    try Data("name: a\nmod: enforce\n".utf8).write(to: URL(filePath: broken + "/a.yaml"))
    let none = folder.path + "/none"
    let untested = folder.path + "/untested"
    try FileManager.default.createDirectory(atPath: untested, withIntermediateDirectories: true)
    try Data("name: a\n".utf8).write(to: URL(filePath: untested + "/a.yaml"))
    let rows: [([String], Int32)] = [
      (["check", good], 0), (["check", broken], 1), (["check", none], 2), (["test", good], 0), (["test", failing], 1),
      (["test", broken], 2), (["test", none], 2), (["test", untested], 2),
      (["test", untested, "--policy", "a"], 2), (["test", good, "--policy", "balancd"], 2),
      (["test", good, "--filter", "no such words"], 2), (["test", good, "--format", "xml"], 2),
      (["test", failing, "--filter", "FRANCE"], 0), (["explain", good, "--prompt", "a"], 0), (["explain", good], 2),
      (["explain", broken, "--prompt", "a"], 2), (["explain", good, "--prompt", "a", "--policy", "x"], 2),
      (["explain", good, "--prompt", "a", "--header", "x"], 2), (["diff", good, good], 0), (["diff", good, broken], 2),
      (["diff", good, none], 2), (["schema"], 0), (["schema", "--routes", "--tests"], 2),
      (["replay", good, "--records", none], 2), (["replay", good], 2),
      (["replay", good, "--records", "/dev/null", "--limit", "0"], 2),
    ]
    for (arguments, code) in rows {
      // The n-gram classifier scores in microseconds, and no row hangs on its scores.
      let classifier = ["test", "explain"].contains(arguments[0]) ? ["--classifier", "ngram"] : []
      let run = try Binary.run(["policy"] + arguments + classifier, in: folder.path)
      #expect(run.code == code, "\(arguments): \(run.output)\(run.errors)")
    }
  }

  @Test("writes the results of tests as JUnit's XML")
  func junit() throws {
    let failing = try policies(more: "  - prompt: \"a <b> & \\\"c\\\" \\u0007\"\n    expect: { refuse: harm }")
    let output = folder.path + "/results.xml"
    let run = try Binary.run(
      ["policy", "test", failing, "--classifier", "ngram", "--format", "junit", "--output", output])
    #expect(run.code == 1 && run.output.isEmpty && run.errors.contains("1 tests failed"), "\(run.errors)")
    let text = try String(contentsOfFile: output, encoding: .utf8)
    #expect(text.contains(#"<testsuite name="balanced" tests="3" failures="1" errors="0" skipped="0""#))
    #expect(text.contains("a &lt;b&gt; &amp; &quot;c&quot; \u{FFFD}") && !text.unicodeScalars.contains("\u{7}"))
  }

  @Test("explains rule by rule what comes out for a text")
  func explain() throws {
    let path = try policies()
    let refused = try Binary.run(
      ["policy", "explain", path, "--prompt", "Please say OPEN sesame.", "--classifier", "ngram", "--language", "de"])
    for piece in [
      "1. secret: refuse, message: gone", "holds   any_phrase: \"open sesame\"  <- `OPEN sesame`",
      "=> fired, and settled the matter", "=> not tried", "outcome  refuse (secret)",
    ] {
      #expect(refused.output.contains(piece), "\(piece) in \(refused.output)")
    }
    let changed = try object(
      try Binary.run(
        ["policy", "explain", path, "--prompt", "Mail a@example.com", "--classifier", "ngram", "--json"]
      ).output)
    let prompt = try #require(changed["prompt"] as? [String: Any])
    let outcome = try #require(prompt["outcome"] as? [String: Any])
    #expect(outcome["action"] as? String == "change" && outcome["text"] as? String == "Mail [EMAIL]")
    let rules = try #require(prompt["rules"] as? [[String: Any]])
    #expect(rules.map { $0["result"] as? String } == ["not_met", "fired", "not_met"])
  }

  @Test("explains an answer too, and says so where texts of a role are not judged")
  func explainAnswers() throws {
    let path = try policies(
      more: "response: { rules: [{ id: short, when: { length: { below: 9 } }, action: refuse }] }")
    let run = try Binary.run(
      ["policy", "explain", path, "--prompt", "a", "--response", "b", "--role", "system", "--classifier", "ngram"])
    #expect(run.output.contains("texts of `system` are not judged by this policy"), "\(run.errors)")
    #expect(run.output.contains("outcome  cut (short)"), "\(run.output)")
  }

  @Test("compares folders by meaning")
  func diff() throws {
    let old = try policies("old")
    let new = try policies("new", "    - { id: short, when: { length: { below: 3 } }, action: allow }")
    let text = try Binary.run(["policy", "diff", old, new])
    #expect(text.code == 1 && text.errors.isEmpty)
    #expect(text.output.contains("+ prompt rule short\n      when: { length: { below: 3 } }"), "\(text.output)")
    let json = try object(try Binary.run(["policy", "diff", old, new, "--json"]).output)
    #expect((json["changed"] as? [[String: Any]])?.count == 1)
    #expect(try Binary.run(["policy", "diff", new, new]).output == "The same in meaning.\n")
  }
}
