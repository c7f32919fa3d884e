import Policy

/// What lies in the folder of a revision beside what runs.
enum FolderState: Sendable, Equatable {
  /// The files are those of the revision that runs.
  case same
  /// Other files, which mean the same: comments, tests, order.
  case sameMeaning(revision: String)
  /// Other policies; a reload would put them in force if their tests pass.
  case different(SnapshotComparison)
  /// The files cannot be loaded.
  case faulty([PolicyFault])

  /// Faults that are shown.
  static let faultLimit = 50

  /// Reads and compiles the folder. Blocks.
  init(of folder: String, beside running: PolicySnapshot, compile: PolicyReloader.Compile) {
    do throws(PolicyFaults) {
      let files = try PolicyFolderCopy.read(folder)
      guard PolicyFolder.revision(of: files.files) != running.revision else {
        self = .same
        return
      }
      let comparison = SnapshotComparison(from: running, to: try compile(files))
      self = comparison.isEmpty ? .sameMeaning(revision: comparison.after) : .different(comparison)
    } catch {
      self = .faulty(error.faults)
    }
  }
}
