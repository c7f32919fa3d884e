/// A configuration value that cannot be used.
package struct ConfigurationFault: Error, Equatable, CustomStringConvertible {
  /// The value as it was given.
  package var value: String
  /// What is wrong with it.
  package var problem: String

  package init(value: String, problem: String) {
    self.value = value
    self.problem = problem
  }

  package var description: String { "`\(value)`: \(problem)" }
}
