import Foundation

/// The checkout that the tests belong to.
enum Checkout {
  /// Found from this file's own path, links resolved.
  static let root: String = {
    var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.path
  }()
}
