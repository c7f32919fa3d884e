import Console
import Policy
import Taxonomy

/// The tests of a folder that were chosen.
struct PolicyTestSuites {
  private let chosen: [(policy: CompiledPolicy, tests: [PolicyTestCase])]

  /// - Parameters:
  ///   - policy: nil for all.
  ///   - filter: what the prompt, the answer or the place must contain, in whatever case; nil for all.
  init(_ policies: PolicySnapshot, policy: String?, filter: String?) throws(CommandFailure) {
    if let policy, policies.policy(named: policy) == nil {
      throw CommandFailure(
        .unusable, "no policy `\(policy.printable)`\(NearestWord.hint(for: policy, among: policies.names))")
    }
    let wanted = filter?.lowercased()
    chosen = policies.names.filter { policy == nil || $0 == policy }.compactMap { policies.policy(named: $0) }
      .map { compiled in
        let tests = compiled.tests.filter { test in
          guard let wanted else { return true }
          return [test.prompt, test.response ?? "", test.place].contains { $0.lowercased().contains(wanted) }
        }
        return (compiled, tests)
      }
    if let filter, chosen.allSatisfy(\.tests.isEmpty) {
      throw CommandFailure(.unusable, "no test holds `\(filter.printable)`")
    }
    // A mistyped folder or policy must not look like one whose tests passed.
    if let policy, chosen.allSatisfy(\.tests.isEmpty) {
      throw CommandFailure(.unusable, "policy `\(policy.printable)` has no tests")
    }
    guard chosen.contains(where: { !$0.tests.isEmpty }) else {
      throw CommandFailure(.unusable, "no policy of the folder has tests")
    }
  }

  func results(by scoring: TextScoring, progress: (Int, Int) -> Void) -> [PolicyTestSuite] {
    let count = chosen.reduce(0) { $0 + $1.tests.count }
    var done = 0
    return chosen.map { policy, tests in
      let results = tests.map { test in
        let start = ContinuousClock.now
        let failure = policy.failure(of: test) { try scoring.signals(of: $0, under: policy) }
        done += 1
        progress(done, count)
        return PolicyTestSuite.Result(
          test: test, failure: failure, seconds: (ContinuousClock.now - start) / .seconds(1))
      }
      return PolicyTestSuite(policy: policy.reference.name, results: results)
    }
  }
}
