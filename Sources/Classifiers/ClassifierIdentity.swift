/// Names a classifier and the exact weights it runs on.
package struct ClassifierIdentity: Sendable, Hashable, CustomStringConvertible {
  /// The kind of model, such as `ngram`.
  package var name: String
  /// The first 12 hexadecimal digits of the SHA-256 of its weights.
  package var revision: String

  package init(name: String, revision: String) {
    self.name = name
    self.revision = revision
  }

  /// `name@revision`.
  package var description: String { "\(name)@\(revision)" }
}
