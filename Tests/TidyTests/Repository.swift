import Foundation

/// The files of this checkout.
enum Repository {
  /// Found from this file's own path, links resolved, so that the tests run from any working directory.
  static let root: URL = {
    var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder
  }()

  /// Folders that hold what was built or recorded, never sources.
  private static let skipped: Set<String> = [
    ".git", ".build", ".swiftpm", ".venv", "__pycache__", ".pytest_cache", "evenkeel-data", "node_modules",
  ]

  /// Every UTF-8 text file, in the order of its path; read once.
  static func files() throws -> [SourceFile] { try read.get() }

  private static let read = Result { try readAll() }

  private static func readAll() throws -> [SourceFile] {
    var files: [SourceFile] = []
    var folders = [""]
    while let folder = folders.popLast() {
      let names = try FileManager.default.contentsOfDirectory(atPath: root.path + "/" + folder)
      for name in names where !isSkipped(name) {
        let path = folder.isEmpty ? name : folder + "/" + name
        let location = URL(filePath: root.path + "/" + path)
        let values = try location.resourceValues(forKeys: [.isDirectoryKey, .isSymbolicLinkKey])
        if values.isSymbolicLink == true { continue }
        if values.isDirectory == true {
          folders.append(path)
        } else if let text = String(data: try Data(contentsOf: location), encoding: .utf8) {
          files.append(SourceFile(path: path, text: text))
        }
      }
    }
    return files.sorted { $0.path < $1.path }
  }

  private static func isSkipped(_ name: String) -> Bool {
    skipped.contains(name) || name.hasPrefix(".build-") || name.hasPrefix(".venv-")
  }
}
