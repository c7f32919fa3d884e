import Policy
import Synchronization
import Taxonomy

/// A reloader on a folder, its revisions, and a clock that a test moves.
final class ReloadRig: Sendable {
  let folder: PolicyTestFolder
  let revisions: PolicyRevisions
  let reloader: PolicyReloader
  private let script = Script()

  /// What testing does, and how often it was done.
  private final class Script: Sendable {
    let test = Mutex<PolicyReloader.Test?>(nil)
    let count = Mutex(0)

    func run(_ snapshot: PolicySnapshot, _ isWanted: @escaping @Sendable () -> Bool) -> [PolicyFault] {
      count.withLock { $0 += 1 }
      let test = test.withLock { $0 }
      return test?(snapshot, isWanted) ?? []
    }
  }

  /// Starts with a folder that holds the given files.
  init(_ files: [String: String], mounted: Bool = false, role: RevisionRole = .active) throws {
    folder = try PolicyTestFolder()
    if mounted {
      try folder.mount(files, generation: 0)
    } else {
      for (name, text) in files { try folder.write(name, text) }
    }
    let read = try PolicyFolderCopy.read(folder.path)
    let active = try PolicyFolder.load(files: read.files, in: read.folder)
    revisions = PolicyRevisions(
      policyName: "one", active: active, folder: folder.path,
      candidateFolder: role == .candidate ? folder.path : nil)
    reloader = PolicyReloader(
      role: role, folder: folder.path, revisions: revisions, running: role == .active ? read : nil,
      compile: { files throws(PolicyFaults) in try PolicyFolder.load(files: files.files, in: files.folder) },
      test: { [script] in script.run($0, $1) }, milliseconds: { 1_000 })
  }

  /// How often policies were tested.
  var testCount: Int { script.count.withLock { $0 } }

  /// What testing does from now on.
  func onTest(_ test: @escaping PolicyReloader.Test) { script.test.withLock { $0 = test } }

  var running: PolicySnapshot { revisions.current.active }

  /// What the running policy says, by which its revision is told from others.
  var marker: String { running.marker("one") }

  /// Looks at the folder as the service does, once; reloads when that is due.
  @discardableResult
  func look() -> PolicyReloader.Ending? { reloader.poll() ? reloader.reload(.watch) : nil }

  /// Looks until the folder has been seen unchanged twice.
  @discardableResult
  func settle() -> PolicyReloader.Ending? {
    let first = look()
    return look() ?? first
  }

  /// A policy that is told from others by the rule that it refuses by.
  static func policy(_ marker: String, name: String = "one") -> String {
    """
    name: \(name)
    prompt: { rules: [ { id: \(marker), when: { harm: { at_least: 0.5 } }, action: refuse } ] }

    """
  }
}

extension PolicySnapshot {
  /// The rule by which a policy refuses; empty when there is no such policy.
  func marker(_ name: String) -> String {
    policy(named: name)?.decide(prompt: PromptSignals(harm: 0.9)).ruleIDs.first ?? ""
  }

  /// Those of all policies; one, when all files are of one state of the folder.
  var markers: Set<String> { Set(names.map(marker)) }
}

extension PolicyReloader.Ending {
  /// What came of it; nil when there is no report.
  var outcome: ReloadReport.Outcome? {
    if case .done(let report) = self { report.outcome } else { nil }
  }

  var faults: [String] {
    if case .done(let report) = self { report.faults.map(\.description) } else { [] }
  }
}
