extension PolicyFault {
  /// A test of a policy that failed, where the policy says it. The test's text is left out, since this goes into logs:
  /// its place tells which it is.
  package init(_ failure: PolicyTestFailure) {
    self.init(
      file: failure.file, line: failure.line, column: failure.column,
      message: "test of policy `\(failure.policy)`: should be \(failure.expected) and is \(failure.got)")
  }
}
