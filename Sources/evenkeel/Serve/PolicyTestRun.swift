package import Classifiers
import Console
package import Policy

/// Runs the tests that policy files carry, with the classifier that will judge.
package struct PolicyTestRun: Sendable {
  /// A report for each policy, in the order of their names.
  package let reports: [PolicyTestReport]

  /// - Parameter isWanted: asked before each text and within long ones; once it says no, the rest fails.
  package init(
    _ policies: PolicySnapshot, classifier: any HarmClassifier,
    while isWanted: @escaping @Sendable () -> Bool = { true }
  ) {
    let scoring = TextScoring(classifier)
    reports = ClassifierWork.perform(while: isWanted) {
      policies.names.compactMap { policies.policy(named: $0) }.map { policy in
        policy.runTests { test in
          try ClassifierWork.check()
          return try scoring.signals(of: test, under: policy)
        }
      }
    }
  }

  package var failures: [PolicyTestFailure] { reports.flatMap(\.failures) }
}
