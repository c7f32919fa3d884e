/// What a revision of the policies is there for.
package enum RevisionRole: String, CaseIterable, Codable, Sendable {
  /// It decides.
  case active
  /// It decides in its shadow, and nothing follows from it but counts and log lines.
  case candidate
}
