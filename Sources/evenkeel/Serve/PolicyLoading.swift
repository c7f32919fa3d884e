import Foundation
package import Policy

/// Loads the folder of policies that a command was given.
package enum PolicyLoading {
  /// - Parameter scored: what the classifier scores; rules on anything else are warned about.
  /// - Throws: `CommandFailure` that says how to name a folder, or with every fault in the files.
  package static func load(_ folder: String, scoring scored: ScoredSignals) throws(CommandFailure) -> PolicySnapshot {
    try requireFolder(folder, advice: "name one with --policies DIR or EVENKEEL_POLICIES")
    do {
      return try PolicyFolder.load(folder, scoring: scored)
    } catch {
      throw CommandFailure(.unusable, error.description)
    }
  }

  /// The same for a process that will reload them: with the files that the policies are made of, all of one moment.
  package static func read(
    _ folder: String, scoring scored: ScoredSignals
  ) throws(CommandFailure) -> (files: PolicyFolderCopy, policies: PolicySnapshot) {
    try requireFolder(folder, advice: "name one with --policies DIR or EVENKEEL_POLICIES")
    do {
      let files = try PolicyFolderCopy.read(folder)
      return (files, try compile(files, scoring: scored))
    } catch {
      throw CommandFailure(.unusable, error.description)
    }
  }

  /// Makes a revision of files that were read.
  package static func compile(
    _ files: PolicyFolderCopy, scoring scored: ScoredSignals
  ) throws(PolicyFaults) -> PolicySnapshot {
    try PolicyFolder.load(files: files.files, in: files.folder, scoring: scored)
  }

  /// - Throws: where there is no such folder.
  package static func requireFolder(
    _ path: String, advice: String = "name one that is"
  ) throws(CommandFailure) {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw CommandFailure(.unusable, "no policies: `\(path)` is not a folder; \(advice)")
    }
  }
}
