/// Which revision of the policies runs in a role, and how its last reloads went.
package struct RevisionStatus: Sendable, Equatable {
  package var role: RevisionRole
  /// The folder as it was named.
  package var folder: String
  /// The revision that runs; nil for a candidate that was never loaded.
  package var revision: String?
  /// The names of its policies, sorted.
  package var names: [String] = []
  /// When the folder was last found to hold what runs, Unix time in milliseconds; nil when it never was.
  package var lastSuccess: Int64?
  /// The last time that the files were read after the start; nil when they were not. (A candidate's start counts.)
  package var lastReload: ReloadReport?
  /// How many reloads came out how, since the start.
  package var reloads: [ReloadReport.Outcome: Int] = [:]

  package init(role: RevisionRole, folder: String) {
    self.role = role
    self.folder = folder
  }

  /// Whether what runs is not what the folder holds, since that cannot be loaded.
  package var hasFailed: Bool { lastReload?.outcome == .failed }

  mutating func note(_ report: ReloadReport, loaded snapshot: PolicySnapshot?) {
    lastReload = report
    reloads[report.outcome, default: 0] += 1
    if report.outcome != .failed { lastSuccess = report.milliseconds }
    guard let snapshot else { return }
    revision = snapshot.revision
    names = snapshot.names
  }
}
