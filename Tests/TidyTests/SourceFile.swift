import Foundation

/// A text file of the repository.
struct SourceFile {
  /// Path below the repository root.
  var path: String
  var text: String

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  var isSwift: Bool { path.hasSuffix(".swift") }
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The module that a file under `Sources/` belongs to.
  var module: String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
  }

  func isBelow(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }
}
