import Foundation
import Policy

/// Where the files that tests read lie in the repository.
enum FixtureFolder {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  static let bad = tests.appendingPathComponent("Fixtures/bad")
  static let folders = tests.appendingPathComponent("Fixtures/folders")
  static let decisions = tests.appendingPathComponent("Fixtures/decisions")
  static let shipped = tests.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("policies")
  static let documentation = tests.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/policies.md")

  /// The files with this extension, by name.
  static func files(in folder: URL, withExtension type: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .map(folder.appendingPathComponent(_:))
      .filter { $0.pathExtension == type }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  /// The folders in a folder, by name.
  static func folders(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map(folder.appendingPathComponent(_:))
  }

  /// The files of a folder that the loader reads, as it reads them.
  static func policyFiles(in folder: URL) throws -> [PolicyFolder.File] {
    try PolicyFolderCopy.read(folder.path).files
  }
}
