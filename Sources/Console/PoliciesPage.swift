import Foundation
import Policy

/// `GET /policies`: what runs, and how the last reloads went.
struct PoliciesPage: Encodable {
  /// One role's revision.
  struct Revision: Encodable {
    var folder: String
    var revision: String?
    var policies: [String]
    /// When the folder was last found to hold what runs.
    var lastSuccess: String?
    var lastReload: ReloadPage.Report?
    /// How many came out how.
    var reloads: [String: Int]

    init(_ status: RevisionStatus) {
      folder = status.folder
      revision = status.revision
      policies = status.names
      lastSuccess = status.lastSuccess.map(UnixTimeText.text)
      lastReload = status.lastReload.map { ReloadPage.Report($0) }
      reloads = Dictionary(uniqueKeysWithValues: status.reloads.map { ($0.key.rawValue, $0.value) })
    }
  }

  private let active: Revision?
  /// Left out when none is configured.
  private let candidate: Revision?

  init(_ statuses: [RevisionStatus]) {
    active = statuses.first { $0.role == .active }.map { Revision($0) }
    candidate = statuses.first { $0.role == .candidate }.map { Revision($0) }
  }

  func json() throws -> String { try OperatorsJSON.text(self) }
}
