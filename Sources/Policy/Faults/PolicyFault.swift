/// One thing that is wrong with a policy file, and where.
package struct PolicyFault: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The file as the loader was given it: the folder's path, a slash, and the name.
  package var file: String
  /// Counted from 1; 0 when the fault belongs to the file or folder as a whole.
  package var line: Int
  /// Counted from 1, in Unicode scalars; 0 when the fault belongs to the file or folder as a whole.
  package var column: Int
  /// Lower case, no full stop, what the operator wrote in backticks.
  package var message: String

  package init(file: String, line: Int = 0, column: Int = 0, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// `file:line:column: message`, or `file: message` without a position.
  package var description: String {
    line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)"
  }

  package static func < (lhs: PolicyFault, rhs: PolicyFault) -> Bool {
    (lhs.file, lhs.line, lhs.column, lhs.message) < (rhs.file, rhs.line, rhs.column, rhs.message)
  }
}
