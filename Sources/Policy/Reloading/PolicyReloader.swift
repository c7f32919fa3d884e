import Foundation
import Synchronization

/// Reads one folder of policies again: compiles, tests, and swaps it in; or says why not, and changes nothing.
///
/// Everything here blocks, so it belongs on a thread of its own, one at a time.
package final class PolicyReloader: Sendable {
  /// Makes a revision of files, or says all that is wrong with them.
  package typealias Compile = @Sendable (PolicyFolderCopy) throws(PolicyFaults) -> PolicySnapshot
  /// Runs the tests that the policies carry; what failed comes back. May end early, with anything, once nobody wants
  /// it.
  package typealias Test = @Sendable (PolicySnapshot, _ isWanted: @escaping @Sendable () -> Bool) -> [PolicyFault]

  /// How a call of `reload` ended.
  package enum Ending: Sendable, Equatable {
    case done(ReloadReport)
    /// There is nothing to say: the folder was read before as it is, or still changes.
    case nothing
    /// The folder changed once more, or nobody wants it any more.
    case givenUp
  }

  private struct State {
    var watch = PolicyWatch()
    /// Of the files that were read last, whatever came of them.
    var attempted: [UInt8]?
    /// Of the files of the revision that runs.
    var running: [UInt8]?
    /// What the reload that is under way has read.
    var loading: FolderFingerprint?
    /// The folder has changed since, and is worth reading again.
    var isOutdated = false
  }

  package let role: RevisionRole
  package let folder: String
  private let revisions: PolicyRevisions
  private let compile: Compile
  private let test: Test
  private let milliseconds: @Sendable () -> Int64
  private let state: Mutex<State>

  /// - Parameters:
  ///   - running: the files of the revision that runs; nil when none does.
  ///   - milliseconds: the clock, Unix time.
  package init(
    role: RevisionRole, folder: String, revisions: PolicyRevisions, running: PolicyFolderCopy?,
    compile: @escaping Compile, test: @escaping Test,
    milliseconds: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
  ) {
    self.role = role
    self.folder = folder
    self.revisions = revisions
    self.compile = compile
    self.test = test
    self.milliseconds = milliseconds
    state = Mutex(State(attempted: running?.digest, running: running?.digest))
  }

  /// Looks whether the folder has changed; a reload that is under way on files that are outdated then gives up.
  ///
  /// - Returns: whether it is to be reloaded now.
  @discardableResult
  package func poll() -> Bool {
    let seen = FolderFingerprint(of: folder)
    return state.withLock { state in
      guard state.watch.looked(seen), seen != state.loading else { return false }
      state.isOutdated = true
      return true
    }
  }

  /// Reads the folder and puts what it holds in force, if that can be loaded and passes its own tests.
  ///
  /// - Parameter isWanted: asked again and again while tests run.
  package func reload(_ trigger: ReloadTrigger, while isWanted: @escaping @Sendable () -> Bool = { true }) -> Ending {
    state.withLock { $0.isOutdated = false }
    defer { state.withLock { $0.loading = nil } }
    let files: PolicyFolderCopy
    do throws(PolicyFaults) {
      guard let read = try read(trigger) else { return .nothing }
      files = read
    } catch {
      // Of an unreadable folder there are no bytes to compare; whoever watches it reads each of its states once.
      state.withLock { $0.attempted = nil }
      return .done(failed(trigger, error.faults))
    }
    let (wasAttempted, isRunning) = state.withLock { state in
      state.loading = files.fingerprint
      defer { state.attempted = files.digest }
      return (state.attempted == files.digest, state.running == files.digest)
    }
    if wasAttempted, trigger == .watch { return .nothing }
    if isRunning {
      let report = report(trigger, .unchanged, revision: revisions.revision(of: role))
      revisions.note(report)
      return .done(report)
    }
    return load(files, trigger, while: isWanted)
  }

  /// Notes that a reload was given up for good, since the folder changed again and again.
  package func giveUp(_ trigger: ReloadTrigger) -> ReloadReport {
    failed(trigger, [PolicyFault(file: folder, message: "the folder kept changing while its tests ran")])
  }

  private func load(
    _ files: PolicyFolderCopy, _ trigger: ReloadTrigger, while isWanted: @escaping @Sendable () -> Bool
  ) -> Ending {
    let snapshot: PolicySnapshot
    do throws(PolicyFaults) {
      snapshot = try compile(files)
    } catch { return .done(failed(trigger, error.faults)) }
    if let fault = revisions.missingPolicy(in: snapshot, folder: folder) { return .done(failed(trigger, [fault])) }
    let isStillWanted: @Sendable () -> Bool = { [self] in isWanted() && !state.withLock { $0.isOutdated } }
    let faults = test(snapshot, isStillWanted)
    guard isStillWanted() else {
      // Not tested to the end: the same bytes are worth another reading.
      state.withLock { $0.attempted = nil }
      return .givenUp
    }
    guard faults.isEmpty else { return .done(failed(trigger, faults)) }
    var report = report(trigger, .loaded, revision: snapshot.revision)
    report.warnings = Array(snapshot.warnings.prefix(ReloadReport.faultLimit))
    revisions.swap(snapshot, report: report)
    state.withLock { $0.running = files.digest }
    return .done(report)
  }

  /// - Returns: nil when the folder changed meanwhile and will be looked at again.
  private func read(_ trigger: ReloadTrigger) throws(PolicyFaults) -> PolicyFolderCopy? {
    guard trigger == .watch else { return try PolicyFolderCopy.read(folder) }
    let before = FolderFingerprint(of: folder)
    let result: Result<PolicyFolderCopy, PolicyFaults>
    do throws(PolicyFaults) {
      guard let files = try PolicyFolderCopy.readOnce(folder, as: before) else { return nil }
      result = .success(files)
    } catch { result = .failure(error) }
    state.withLock { $0.watch.read(before) }
    return try result.get()
  }

  private func failed(_ trigger: ReloadTrigger, _ faults: [PolicyFault]) -> ReloadReport {
    let report = ReloadReport(
      role: role, trigger: trigger, outcome: .failed, milliseconds: milliseconds(),
      revision: revisions.revision(of: role), faults: faults)
    revisions.note(report)
    return report
  }

  private func report(
    _ trigger: ReloadTrigger, _ outcome: ReloadReport.Outcome, revision: String?
  ) -> ReloadReport {
    ReloadReport(role: role, trigger: trigger, outcome: outcome, milliseconds: milliseconds(), revision: revision)
  }
}
