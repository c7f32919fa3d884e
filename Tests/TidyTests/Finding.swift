/// One place where a rule is broken.
struct Finding: Equatable, CustomStringConvertible {
  /// Path below the repository root.
  var file: String
  /// From 1; nil for the file as a whole.
  var line: Int?
  /// What is wrong and what to do instead.
  var problem: String

  var description: String {
    line.map { "\(file):\($0): \(problem)" } ?? "\(file): \(problem)"
  }
}
