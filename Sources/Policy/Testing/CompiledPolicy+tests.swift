package import Taxonomy

extension CompiledPolicy {
  /// How many tests the policy carries.
  package var testCount: Int { definition.tests.count }

  /// Runs the tests that the policy carries.
  ///
  /// The rules are tested as if the policy were enforced: `mode: monitor` of the policy changes nothing here. A rule
  /// with `mode: monitor` of its own does not refuse, and a test that names it passes when it fires.
  ///
  /// - Parameter judge: scores a prompt and, when there is one, an answer to it. A failed call fails the test.
  package func runTests(
    judge: (_ prompt: String, _ response: String?) throws -> (PromptSignals, AnswerSignals?)
  ) -> PolicyTestReport {
    var report = PolicyTestReport(policy: reference.name, passed: 0, failures: [])
    for test in definition.tests {
      let got: String?
      do {
        let (prompt, answer) = try judge(test.prompt, test.response)
        got = mismatch(test, prompt, answer)
      } catch {
        got = "not judged: \(error)"
      }
      guard let got else {
        report.passed += 1
        continue
      }
      report.failures.append(
        PolicyTestFailure(
          file: definition.file, line: test.mark.line, column: test.mark.column, policy: reference.name,
          prompt: test.prompt, response: test.response, expected: test.expectation.description, got: got))
    }
    return report
  }

  /// What came out instead of the expected; nil when it came out so.
  private func mismatch(_ test: PolicyTestCase, _ prompt: PromptSignals, _ answer: AnswerSignals?) -> String? {
    let rules: [PolicyRule]
    let signals: StageSignals
    if test.response == nil {
      (rules, signals) = (definition.prompt.rules, StageSignals(prompt))
    } else {
      guard let answer else { return "not judged: no scores for the answer" }
      (rules, signals) = (definition.response.rules, StageSignals(answer))
    }
    let outcome = RuleOutcome.of(rules, signals)
    let deciding = outcome.deciding.map { rules[$0] }
    let isMet =
      switch test.expectation {
      case .allow: deciding?.action != .refuse
      case .refuse: deciding?.action == .refuse
      case .refusedBy(let id):
        deciding?.id == id && deciding?.action == .refuse || outcome.noted.contains { rules[$0].id == id }
      }
    if isMet { return nil }
    let action = deciding.map { "\($0.action == .refuse ? "refused" : "allowed") by `\($0.id)`" } ?? "allowed"
    return "\(action) (harm \((signals.harm * 1000).rounded() / 1000))"
  }
}

extension PolicyTestCase.Expectation {
  var description: String {
    switch self {
    case .allow: "allowed"
    case .refuse: "refused"
    case .refusedBy(let id): "refused by `\(id)`"
    }
  }
}
