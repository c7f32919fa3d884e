import Classifiers
import Policy
import Synchronization
import Taxonomy

/// The results of the tests that the running policies carry: run when they are first asked for, once a revision.
final class PolicyTestResults: Sendable {
  private let scoring: TextScoring
  /// By policy; only of the newest revision that was asked for.
  private let reports = Mutex<[PolicyReference: PolicyTestReport]>([:])

  init(_ classifier: any HarmClassifier) {
    scoring = TextScoring(classifier)
  }

  /// How the tests of a policy come out. Blocks, the first time for as long as the tests take.
  func report(of policy: CompiledPolicy) -> PolicyTestReport {
    if let known = reports.withLock({ $0[policy.reference] }) { return known }
    let report = policy.runTests { test in try scoring.signals(of: test, under: policy) }
    reports.withLock { reports in
      reports = reports.filter { $0.key.revision == policy.reference.revision }
      reports[policy.reference] = report
    }
    return report
  }
}
