/// A position in a policy file.
struct SourceMark: Sendable, Hashable {
  /// Counted from 1; 0 for the file as a whole.
  var line: Int
  /// Counted from 1, in Unicode scalars.
  var column: Int
}
