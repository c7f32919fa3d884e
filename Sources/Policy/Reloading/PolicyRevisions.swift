import Synchronization

/// The revisions of the policies that run now: the one that decides, and maybe a candidate in its shadow.
///
/// Whoever serves a request compares `generation`, which is one atomic load, with that of the revisions that it holds,
/// and takes `current` only when they differ.
package final class PolicyRevisions: Sendable {
  /// Both revisions as they ran at one moment.
  package struct Current: Sendable {
    /// Grows with every swap.
    package let generation: UInt64
    package let active: PolicySnapshot
    package let candidate: PolicySnapshot?
  }

  private struct State {
    var current: Current
    var active: RevisionStatus
    var candidate: RevisionStatus?

    mutating func note(_ report: ReloadReport, loaded snapshot: PolicySnapshot?) {
      switch report.role {
      case .active: active.note(report, loaded: snapshot)
      case .candidate: candidate?.note(report, loaded: snapshot)
      }
    }
  }

  /// The policy that decides where a folder says nothing else.
  package let policyName: String
  private let state: Mutex<State>
  private let latest = Atomic<UInt64>(0)

  /// - Parameters:
  ///   - policyName: the policy that decides where a folder says nothing else.
  ///   - active: holds a policy for every request.
  ///   - candidateFolder: where a candidate will be loaded from; nil for none.
  ///   - milliseconds: when `active` was loaded, Unix time.
  package init(
    policyName: String, active: PolicySnapshot, folder: String = "", candidateFolder: String? = nil,
    milliseconds: Int64 = 0
  ) {
    precondition(
      active.policy(named: active.defaultPolicy ?? policyName) != nil, "a revision without the policy that decides")
    self.policyName = policyName
    var status = RevisionStatus(role: .active, folder: folder)
    status.revision = active.revision
    status.names = active.names
    status.lastSuccess = milliseconds
    state = Mutex(
      State(
        current: Current(generation: 0, active: active, candidate: nil), active: status,
        candidate: candidateFolder.map { RevisionStatus(role: .candidate, folder: $0) }))
  }

  /// The number of the last swap.
  package var generation: UInt64 { latest.load(ordering: .acquiring) }

  package var current: Current { state.withLock { $0.current } }

  /// What runs and how the last reloads went: the active revision first, then the candidate, if one is configured.
  package var statuses: [RevisionStatus] { state.withLock { [$0.active] + ($0.candidate.map { [$0] } ?? []) } }

  /// The policy that decides where no route leads to another: the folder's own choice, else `policyName`.
  package func fallback(in snapshot: PolicySnapshot) -> String { snapshot.defaultPolicy ?? policyName }

  /// What an operator is told who asks for a revision without the policy that decides.
  package func missingPolicy(in snapshot: PolicySnapshot, folder: String) -> PolicyFault? {
    guard snapshot.policy(named: fallback(in: snapshot)) == nil else { return nil }
    return PolicyFault(
      file: folder, message: "no policy `\(policyName)`\(NearestWord.hint(for: policyName, among: snapshot.names))")
  }

  /// The revision that runs in a role; nil when none does.
  func revision(of role: RevisionRole) -> String? {
    state.withLock { role == .active ? $0.active.revision : $0.candidate?.revision }
  }

  /// Puts a revision in its place, in one step. Requests that have begun keep what they hold.
  package func swap(_ snapshot: PolicySnapshot, report: ReloadReport) {
    precondition(
      snapshot.policy(named: fallback(in: snapshot)) != nil, "a revision without the policy that decides")
    state.withLock { state in
      let before = state.current
      state.current = Current(
        generation: before.generation + 1, active: report.role == .active ? snapshot : before.active,
        candidate: report.role == .candidate ? snapshot : before.candidate)
      state.note(report, loaded: snapshot)
      // Within the lock, so that the number never runs ahead of what it stands for.
      latest.store(state.current.generation, ordering: .releasing)
    }
  }

  /// Notes a reload that changed nothing.
  package func note(_ report: ReloadReport) {
    state.withLock { $0.note(report, loaded: nil) }
  }
}
