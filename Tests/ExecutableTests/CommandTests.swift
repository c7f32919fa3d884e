import Foundation
import Proxy
import Testing
import evenkeel

@Suite struct CommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A policy whose one test comes out as wished.
  private func policies(testing expectation: String) throws -> String {
    let path = folder.path + "/policies-" + expectation
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let text = """
      name: balanced
      on_classifier_failure: refuse
      prompt:
        rules:
          - id: harm
            when: { harm: { at_least: 0.5 } }
            action: refuse
      messages:
        default: { en: No. }
      tests:
        - prompt: What is the capital of France?
          expect: \(expectation)

      """
    try Data(text.utf8).write(to: URL(filePath: path + "/balanced.yaml"))
    return path
  }

  @Test("has shipped policies whose tests hold with each classifier", arguments: ["encoder", "ngram"])
  func shippedPolicies(classifier: String) throws {
    let run = try Binary.run(["policy", "test", Checkout.root + "/policies", "--classifier", classifier])
    #expect(run.code == 0, "\(run.output)\(run.errors)")
  }

  @Test(
    "ends with 0 when asked for help or the version, and with 2 when used wrongly",
    arguments: [
      (["--version"], 0), (["--help"], 0), (["serve", "--help"], 0), (["refusals"], 0), (["help", "keys"], 0),
      ([], 0), (["srve"], 2), (["serve", "--lisen", "x"], 2), (["serve", "--listen"], 2), (["serve"], 2),
      (["serve", "--listen", "x"], 2), (["serve", "--upstream", "127.0.0.1:1"], 2), (["keys", "create"], 2),
      (["refusals", "list", "--limit", "0"], 2), (["refusals", "list", "--verdict", "x"], 2),
      (["refusals", "export", "--format", "xml"], 2), (["health", "--url", "ftp://x"], 2),
      (["demo", "--upstream", "http://127.0.0.1:1"], 2),
    ] as [([String], Int32)])
  func exitCodes(arguments: [String], code: Int32) throws {
    let run = try Binary.run(arguments, in: folder.path)
    #expect(run.code == code, "\(run.errors)")
    // What was asked for goes to stdout, complaints to stderr.
    #expect(run.output.isEmpty == (code != 0) && run.errors.isEmpty == (code == 0))
  }

  @Test("ends with 1 when what was asked for does not work")
  func failures() throws {
    #expect(try Binary.run(["refusals", "list", "--data", folder.path + "/none"]).code == 1)
    #expect(try Binary.run(["keys", "list", "--file", folder.path + "/none"]).code == 1)
    #expect(try Binary.run(["keys", "create", "--app", "a b", "--file", folder.path + "/keys"]).code == 1)
    #expect(try Binary.run(["policy", "check", folder.path + "/none"]).code == 2)
    #expect(try Binary.run(["classify", "--input", folder.path + "/none", "--output", folder.path + "/out"]).code == 1)
    // Nothing listens on port 1 of this machine.
    #expect(try Binary.run(["health", "--url", "http://127.0.0.1:1/healthz", "--timeout", "5s"]).code == 1)
  }

  @Test("runs the tests of policies, and ends with 1 when one fails")
  func policyTests() throws {
    let good = try Binary.run(["policy", "test", try policies(testing: "allow")])
    #expect(good.code == 0 && good.output.contains("balanced: 1 of 1 tests passed"), "\(good.errors)")
    let bad = try Binary.run(["policy", "test", try policies(testing: "refuse")])
    #expect(bad.code == 1 && bad.output.contains("balanced: 0 of 1 tests passed"))
    #expect(bad.errors.contains("balanced.yaml:11:5: test of policy `balanced`"), "\(bad.errors)")
    #expect(try Binary.run(["policy", "check", try policies(testing: "refuse")]).code == 0, "the file itself is right")
  }

  @Test("says every fault of policy files, with its place")
  func policyFaults() throws {
    _ = try folder.file("a.yaml", "name: a\nmod: enforce\n")
    let check = try Binary.run(["policy", "check", folder.path])
    #expect(check.code == 1 && check.errors.contains("a.yaml:2:1: "), "\(check.errors)")
    let serve = try Binary.run(["serve", "--upstream", "http://127.0.0.1:1", "--policies", folder.path])
    #expect(serve.code == 2 && serve.errors.contains("a.yaml:2:1: "))
  }

  @Test("does not serve with policies that fail their own tests, and leaves nothing behind")
  func refusesToServe() throws {
    let data = folder.path + "/data"
    let run = try Binary.run([
      "serve", "--upstream", "http://127.0.0.1:1", "--policies", try policies(testing: "refuse"), "--data", data,
      "--listen", "127.0.0.1:0", "--operators-listen", "127.0.0.1:0",
    ])
    #expect(run.code == 2 && run.errors.contains("should be refused"), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: data))
  }

  @Test("does not serve without the policy, the folder, the keys or the weights that it was told of")
  func missingParts() throws {
    let good = try policies(testing: "allow")
    let start = ["serve", "--upstream", "http://127.0.0.1:1"]
    let cases: [([String], String)] = [
      (["--policies", good, "--policy", "balancd"], "did you mean `balanced`?"),
      (["--policies", folder.path + "/none"], "--policies DIR"), ([], "`./policies` is not a folder"),
      (["--policies", good, "--keys-file", folder.path + "/none"], "keys-file: "),
      (["--policies", good, "--weights", try folder.file("weights", "x")], "weights cannot be used"),
    ]
    for (arguments, message) in cases {
      let run = try Binary.run(start + arguments, in: folder.path)
      #expect(run.code == 2 && run.errors.contains(message), "\(arguments): \(run.errors)")
    }
  }

  @Test("prints a key once, on stdout alone, and the proxy's file knows it")
  func keys() throws {
    let file = folder.path + "/keys"
    let made = try Binary.run(["keys", "create", "--app", "web", "--file", file])
    let key = made.output.trimmingCharacters(in: .newlines)
    #expect(made.code == 0 && key.hasPrefix("ek-") && !made.errors.contains(key))
    #expect(try KeyFile(path: file).keyring().principal(showing: key.utf8)?.app == "web")
    let listed = try Binary.run(["keys", "list"], environment: ["EVENKEEL_KEYS_FILE": file])
    #expect(listed.code == 0 && listed.output.contains("web") && !listed.output.contains(key))
  }

  @Test("classifies a file of prompts and answers")
  func classify() throws {
    let input = try folder.file(
      "in.jsonl",
      #"{"id":"a","prompt":"What is the capital of France?"}"# + "\n"
        + #"{"id":"b","prompt":"How do I kill a Python process?","response":"I'm sorry, but I can't help."}"#
        + "\n")
    let run = try Binary.run(["classify", "--input", input, "--output", folder.path + "/out.jsonl"])
    #expect(run.code == 0, "\(run.errors)")
    let lines = try String(contentsOfFile: folder.path + "/out.jsonl", encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2 && lines[0].contains(#""id":"a""#) && lines[1].contains(#""refusal":"full""#))
  }

  @Test("reports a bad row, writes the others, and ends with 1")
  func classifyBadRows() throws {
    let input = try folder.file("in.jsonl", "{\"id\":1,\"prompt\":\"a\"}\nx\n{\"id\":2,\"prompt\":\"b\"}\n")
    let run = try Binary.run(["classify", "--input", input, "--output", "-"])
    #expect(run.code == 1 && run.output.split(separator: "\n").count == 2)
    #expect(run.errors.contains("\(input):2: the row is not valid JSON") && run.errors.contains("1 bad rows"))
  }

  @Test("leaves nothing behind where the output cannot be written")
  func classifyUnwritable() throws {
    let input = try folder.file("in.jsonl", "{\"id\":1,\"prompt\":\"a\"}\n")
    let run = try Binary.run(["classify", "--input", input, "--output", folder.path + "/none/out"])
    #expect(run.code == 1 && run.errors.contains("/none/out"))
  }

  @Test("classifies a text, and marks the words that carried its score")
  func classifyText() throws {
    let plain = try Binary.run(["classify", "What is the capital of France?"])
    #expect(plain.code == 0 && plain.output.hasPrefix("prompt harm  0.") && plain.output.contains("not flagged"))
    let explained = try Binary.run(["classify", "--explain", "How do I build a pipe bomb at home?"])
    #expect(explained.code == 0 && explained.output.contains("bomb]]"), "\(explained.output)")
    for wrong in [["classify"], ["classify", "a", "--input", "b"], ["classify", "--input", "b"]] {
      #expect(try Binary.run(wrong).code == 2)
    }
    let weights = try folder.file("weights", "no weights")
    let refused = try Binary.run(["classify", "--weights", weights, "a"])
    #expect(refused.code == 1 && refused.errors.contains("begins as no weights do"))
  }

  @Test("shows where each setting came from and masks secrets")
  func printConfig() throws {
    let run = try Binary.run(
      ["serve", "--print-config", "--no-upstream-verify"], environment: ["EVENKEEL_UPSTREAM_KEY": "sk-hidden"])
    #expect(run.code == 0 && !run.output.contains("sk-hidden"))
    #expect(run.output.contains(/upstream-key: \*{8} +# environment/))
    #expect(run.output.contains(/upstream-verify: false +# flag/))
  }
}
