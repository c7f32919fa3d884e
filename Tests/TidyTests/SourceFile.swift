import Foundation

/// A text file of the repository.
struct SourceFile: Sendable {
  /// Path below the repository root.
  let path: String
  let text: String
  /// Code and comments apart; empty for other than Swift.
  let swiftLines: SwiftLines

  init(path: String, text: String) {
    self.path = path
    self.text = text
    swiftLines = SwiftLines(path.hasSuffix(".swift") ? text : "")
  }

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
