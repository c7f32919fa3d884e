import Policy
import Taxonomy
import Testing

@Suite struct PolicySelfTestTests {
  struct Broken: Error, CustomStringConvertible { var description: String { "no weights" } }

  static let text = """
    name: p
    mode: monitor
    prompt:
      rules:
        - { id: trial, when: { harm: { at_least: 0.3 } }, action: refuse, mode: monitor }
        - { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse }
    response:
      rules:
        - { id: leak, when: { harm: { at_least: 0.5 } }, action: refuse }
    tests:
      - { prompt: "0.9", expect: { refuse: harm } }
      - { prompt: "0.9", expect: refuse }
      - { prompt: "0.4", expect: { refuse: trial } }
      - { prompt: "0.4", expect: allow }
      - { prompt: "0.9", response: "0.1", expect: allow }
      - { prompt: "0.1", response: "0.9", expect: { refuse: leak } }
      - { prompt: "0.4", expect: { refuse: harm } }
      - { prompt: "0.91234", expect: allow }
      - prompt: "0.1"
        response: "0.2"
        expect: refuse
      - { prompt: fail, expect: allow }
    """

  /// Prompts and answers are their own scores; an answer is one passage.
  private func judge(_ test: PolicyTestCase) throws -> PolicyTestSignals {
    guard let harm = Double(test.prompt) else { throw Broken() }
    let passages = test.response.map { [(text: $0, signals: AnswerSignals(harm: Double($0) ?? .nan))] }
    return PolicyTestSignals(
      prompt: PromptSignals(harm: harm), passages: passages ?? [],
      refusal: test.response == nil ? nil : RefusalKind.none)
  }

  @Test("tests pass and fail by what the rules say, whatever the policy's mode")
  func runs() throws {
    let policy = try PolicySource.policy(Self.text)
    #expect(policy.testCount == 10)
    let report = policy.runTests(judge: judge)
    #expect(report.policy == "p" && report.passed == 6 && report.count == 10)
    #expect(
      report.failures.map(\.description) == [
        "policy.yaml:17:5: test of policy `p`: `0.4` should be refused by `harm` and is allowed by `trial` (harm 0.4)",
        "policy.yaml:18:5: test of policy `p`: `0.91234` should be allowed and is refused by `trial`, `harm` (harm 0.912)",
        "policy.yaml:19:5: test of policy `p`: the answer `0.2` to `0.1` should be refused and is allowed (harm 0.2)",
        "policy.yaml:22:5: test of policy `p`: `fail` should be allowed and is not judged: no weights",
      ])
  }

  @Test("an answer without scores fails its test")
  func unscored() throws {
    let policy = try PolicySource.policy(Self.text)
    let report = policy.runTests { _ in PolicyTestSignals(prompt: PromptSignals(harm: 0)) }
    #expect(report.failures.contains { $0.got == "not judged: no scores for the answer" })
  }
}
