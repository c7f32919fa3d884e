/// The policies of one folder at one moment. Immutable: a request takes one and keeps it to the end of its stream.
package struct PolicySnapshot: Sendable {
  /// The first 12 hexadecimal digits of the SHA-256 over the files' names and bytes; the order of the folder's
  /// listing does not matter.
  package let revision: String
  /// The policies' names, sorted; never empty.
  package let names: [String]
  /// What an operator should know and what does not keep the policies from loading, sorted by file and position.
  package let warnings: [PolicyFault]
  private let policies: [String: CompiledPolicy]

  init(revision: String, definitions: [PolicyDefinition], warnings: [PolicyFault]) {
    self.revision = revision
    policies = Dictionary(
      uniqueKeysWithValues: definitions.map { ($0.name, CompiledPolicy($0, revision: revision)) })
    names = policies.keys.sorted()
    self.warnings = warnings.sorted()
  }

  package func policy(named name: String) -> CompiledPolicy? { policies[name] }
}
