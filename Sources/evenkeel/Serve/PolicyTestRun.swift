package import Classifiers
package import Policy
import Taxonomy

/// Runs the tests that policy files carry, with the classifier that will judge.
package struct PolicyTestRun: Sendable {
  /// A report for each policy, in the order of their names.
  package let reports: [PolicyTestReport]

  package init(_ policies: PolicySnapshot, classifier: any HarmClassifier) {
    reports = policies.names.compactMap { policies.policy(named: $0) }.map { policy in
      policy.runTests { prompt, answer in
        let text = JudgedText(role: .user, place: TextPlace(message: 0, path: "content"), text: prompt)
        let signals = try classifier.judge(prompt: [text])
        guard let answer else { return (signals, nil) }
        // The passages that the proxy would judge, the worst counting.
        var worst: AnswerSignals?
        let release = policy.release
        for passage in PassageCutter.passages(of: answer, window: release.window, context: release.context) {
          let signals = try classifier.judge(answer: passage.text, to: prompt)
          worst = worst?.worse(of: signals) ?? signals
        }
        return (signals, worst ?? AnswerSignals(harm: 0))
      }
    }
  }

  package var failures: [PolicyTestFailure] { reports.flatMap(\.failures) }
}
