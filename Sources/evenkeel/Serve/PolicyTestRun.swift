package import Classifiers
package import Policy
import Taxonomy

/// Runs the tests that policy files carry, with the classifier that will judge.
package struct PolicyTestRun: Sendable {
  /// A report for each policy, in the order of their names.
  package let reports: [PolicyTestReport]

  package init(_ policies: PolicySnapshot, classifier: any HarmClassifier) {
    reports = policies.names.compactMap { policies.policy(named: $0) }.map { policy in
      policy.runTests { test in
        let text = JudgedText(role: test.role, place: TextPlace(message: 0, path: "content"), text: test.prompt)
        var signals = PolicyTestSignals(prompt: try classifier.judge(prompt: [text]))
        guard let answer = test.response else { return signals }
        // The passages that the proxy would judge.
        let release = policy.release
        for passage in PassageCutter.passages(of: answer, window: release.window, context: release.context) {
          signals.passages.append((passage.text, try classifier.judge(answer: passage.text, to: test.prompt)))
        }
        if policy.decidesOnRefusals {
          signals.refusal = try classifier.detectRefusal(in: answer, to: test.prompt).kind
        }
        return signals
      }
    }
  }

  package var failures: [PolicyTestFailure] { reports.flatMap(\.failures) }
}
