import Taxonomy

extension CompiledPolicy {
  /// How many tests the policy carries.
  package var testCount: Int { definition.tests.count }

  /// Runs the tests that the policy carries, those of `*.test.yaml` files among them.
  ///
  /// The rules are tested as if the policy were enforced: `mode: monitor` of the policy changes nothing here. A rule
  /// with `mode: monitor` of its own does not refuse, and a test that names it passes when it fires. No guard model is
  /// asked: a rule that would ask one has the action `judge`.
  ///
  /// - Parameter judge: scores a prompt and, when there is one, the passages of an answer to it. A failed call fails the
  ///   test.
  package func runTests(
    judge: (PolicyTestCase) throws -> PolicyTestSignals
  ) -> PolicyTestReport {
    var report = PolicyTestReport(policy: reference.name, passed: 0, failures: [])
    for test in definition.tests {
      if let failure = failure(of: test, judge: judge) {
        report.failures.append(failure)
      } else {
        report.passed += 1
      }
    }
    return report
  }

  /// The tests that the policy carries, in their order.
  package var tests: [PolicyTestCase] { definition.tests }

  /// Runs one test as `runTests` does; nil when it comes out as expected.
  package func failure(
    of test: PolicyTestCase, judge: (PolicyTestCase) throws -> PolicyTestSignals
  ) -> PolicyTestFailure? {
    let got: String?
    do {
      got = mismatch(test, try judge(test))
    } catch {
      got = "not judged: \(error)"
    }
    return got.map { got in
      PolicyTestFailure(
        file: test.file, line: test.mark.line, column: test.mark.column, policy: reference.name, prompt: test.prompt,
        response: test.response, expected: test.expectation.description, got: got)
    }
  }

  /// What came out instead of the expected; nil when it came out so.
  private func mismatch(_ test: PolicyTestCase, _ signals: PolicyTestSignals) -> String? {
    if test.response != nil, signals.passages.isEmpty { return "not judged: no scores for the answer" }
    let outcome = PolicyTestOutcome(of: test, signals, under: enforced)
    let expected = test.expectation
    var isMet = true
    if let action = expected.action {
      // A rule in `mode: monitor` that is named does not act, and is met when it fires.
      let isNoted = expected.rule.map(outcome.noted.contains) ?? false
      isMet = isMet && (outcome.actions.contains(action) || isNoted)
    }
    if let rule = expected.rule { isMet = isMet && outcome.fired.contains(rule) }
    if let category = expected.category { isMet = isMet && outcome.category == category }
    if let text = expected.text { isMet = isMet && outcome.text == text }
    return isMet ? nil : outcome.description
  }
}
