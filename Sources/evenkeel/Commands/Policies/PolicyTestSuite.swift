package import Policy

/// How the tests of one policy came out, one by one.
package struct PolicyTestSuite: Sendable {
  /// One test.
  package struct Result: Sendable {
    package var test: PolicyTestCase
    /// Nil when it passed.
    package var failure: PolicyTestFailure?
    package var seconds: Double

    package init(test: PolicyTestCase, failure: PolicyTestFailure?, seconds: Double) {
      self.test = test
      self.failure = failure
      self.seconds = seconds
    }
  }

  package var policy: String
  /// In the order of the files.
  package var results: [Result]

  package init(policy: String, results: [Result]) {
    self.policy = policy
    self.results = results
  }

  package var failures: [PolicyTestFailure] { results.compactMap(\.failure) }

  /// The counts in a line.
  package var line: String { "\(policy): \(results.count - failures.count) of \(results.count) tests passed" }
}
