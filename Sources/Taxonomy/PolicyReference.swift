/// Which policy decided: its name and the revision (content hash) of the folder it was loaded from.
package struct PolicyReference: Sendable, Hashable, Codable, CustomStringConvertible {
  package var name: String
  /// The first 12 hexadecimal digits of the folder's SHA-256.
  package var revision: String

  package init(name: String, revision: String) {
    self.name = name
    self.revision = revision
  }

  /// `name@revision`, as in the header `x-evenkeel-policy`.
  package var description: String { "\(name)@\(revision)" }
}
