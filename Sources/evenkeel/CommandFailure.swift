/// Why a command ends without having done what it was asked to.
package struct CommandFailure: Error, Equatable, CustomStringConvertible {
  package enum Kind: Int32, Sendable {
    /// What was asked for did not work, or a test failed.
    case failed = 1
    /// Wrong usage, configuration or policies: nothing was tried.
    case unusable = 2
  }

  package var kind: Kind
  /// One fact a line.
  package var description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
