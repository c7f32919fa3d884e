/// One thing in which two policies, or two folders of policies, differ.
package struct PolicyChange: Sendable, Equatable, Encodable {
  /// How it differs.
  package enum Kind: String, Sendable, Encodable {
    case added, removed, changed
    /// The same rule, tried in another place among those that both have.
    case moved
  }

  /// A part of what changed, before and after; nil where there was or is none.
  package struct Detail: Sendable, Equatable, Encodable {
    /// The key, in policy words.
    package var key: String
    package var before: String?
    package var after: String?
  }

  package var kind: Kind
  /// What it is, such as `prompt rule`, `exception`, `message`, `route`.
  package var subject: String
  /// Its id or name; empty where there is only one.
  package var name: String
  package var details: [Detail]

  init(_ kind: Kind, _ subject: String, _ name: String = "", _ details: [Detail] = []) {
    self.kind = kind
    self.subject = subject
    self.name = name
    self.details = details
  }
}
