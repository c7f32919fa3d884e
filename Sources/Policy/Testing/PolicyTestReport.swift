/// How the tests of one policy came out.
package struct PolicyTestReport: Sendable, Equatable {
  package var policy: String
  /// Tests that came out as expected.
  package var passed: Int
  /// In the order of the file.
  package var failures: [PolicyTestFailure]

  package var count: Int { passed + failures.count }
}
