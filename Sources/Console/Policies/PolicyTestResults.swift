import Policy
import Synchronization

/// The results of the tests that the running policies carry: run when they are first asked for, once a revision.
final class PolicyTestResults: Sendable {
  private struct Latest {
    var revision: String
    var reports: [PolicyTestReport]
  }

  private let test: @Sendable (PolicySnapshot) -> [PolicyTestReport]
  private let latest = Mutex<Latest?>(nil)

  init(_ test: @escaping @Sendable (PolicySnapshot) -> [PolicyTestReport]) {
    self.test = test
  }

  /// A report for each policy of the snapshot. Blocks, for as long as the tests take.
  func reports(of snapshot: PolicySnapshot) -> [PolicyTestReport] {
    let known = latest.withLock { $0?.revision == snapshot.revision ? $0?.reports : nil }
    if let known { return known }
    let reports = test(snapshot)
    latest.withLock { $0 = Latest(revision: snapshot.revision, reports: reports) }
    return reports
  }
}
