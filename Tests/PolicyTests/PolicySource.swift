import Policy

/// Policies written in tests.
enum PolicySource {
  /// The one policy of a text; throws its faults.
  static func policy(
    _ text: String, scoring: ScoredSignals = .harmOnly, file: String = "policy.yaml"
  ) throws -> CompiledPolicy {
    let snapshot = try PolicyFolder.load(files: [(file, Array(text.utf8))], scoring: scoring)
    guard let name = snapshot.names.first, let policy = snapshot.policy(named: name) else { throw NoPolicy() }
    return policy
  }

  /// A policy with one rule for prompts, `refuse` when the condition holds.
  static func policy(when condition: String) throws -> CompiledPolicy {
    try policy(
      """
      name: one
      prompt:
        rules:
          - { id: rule, when: \(condition), action: refuse }
      """)
  }

  private struct NoPolicy: Error {}
}
