import Taxonomy

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
  let routes: RouteTable

  init(revision: String, policies: [CompiledPolicy], routes: RouteTable, warnings: [PolicyFault]) {
    self.revision = revision
    self.policies = Dictionary(uniqueKeysWithValues: policies.map { ($0.reference.name, $0) })
    self.routes = routes
    names = self.policies.keys.sorted()
    self.warnings = warnings.sorted()
  }

  package func policy(named name: String) -> CompiledPolicy? { policies[name] }

  /// Whether the folder says which policy decides about which requests.
  package var hasRoutes: Bool { !routes.routes.isEmpty || routes.defaultPolicy != nil }

  /// The policy that the folder names for requests that no route matches; nil where it names none.
  package var defaultPolicy: String? { routes.defaultPolicy }

  /// The policy for a request: that of the most specific route that matches, else the folder's default, else `fallback`.
  ///
  /// - Parameter fallback: a policy's name. Where the folder has no such policy either, this is nil.
  package func resolve(_ facts: RouteFacts, fallback: String) -> CompiledPolicy? {
    policies[routes.policy(for: facts) ?? fallback]
  }
}
