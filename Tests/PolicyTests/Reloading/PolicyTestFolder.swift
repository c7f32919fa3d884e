import Foundation

/// A folder of policies of its own that goes away with its last reference, written to in the ways that people and
/// programs write files.
final class PolicyTestFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("reload-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    // Without links on the way, as the tests compare paths.
    path = url.resolvingSymlinksInPath().path
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
  }

  /// Writes in place, so that a reader can see half of it.
  func write(_ name: String, _ text: String) throws {
    let file = path + "/" + name
    try makeFolder(of: file)
    if !FileManager.default.fileExists(atPath: file) { try Data().write(to: URL(filePath: file)) }
    let handle = try FileHandle(forWritingTo: URL(filePath: file))
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  /// Writes beside and renames into place, as careful editors do.
  func replace(_ name: String, _ text: String) throws {
    let file = path + "/" + name
    let beside = path + "/.\(UUID().uuidString)"
    try Data(text.utf8).write(to: URL(filePath: beside))
    guard rename(beside, file) == 0 else { throw Failure(step: "rename") }
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

  /// What kubelet does to a mounted ConfigMap (its AtomicWriter): writes a new generation beside the old one, puts the
  /// link `..data` over in one step, links new names and unlinks old ones, and removes the old generation.
  func mount(_ files: [String: String], generation: Int) throws {
    let manager = FileManager.default
    let new = "..generation-\(generation)"
    let old = try? manager.destinationOfSymbolicLink(atPath: path + "/..data")
    let names = try old.map { try manager.contentsOfDirectory(atPath: path + "/" + $0) } ?? []
    for (name, text) in files {
      let file = "\(path)/\(new)/\(name)"
      try makeFolder(of: file)
      try Data(text.utf8).write(to: URL(filePath: file))
    }
    try manager.createSymbolicLink(atPath: path + "/..data_tmp", withDestinationPath: new)
    guard rename(path + "/..data_tmp", path + "/..data") == 0 else { throw Failure(step: "swap") }
    let shown = Set(files.keys.map { $0.prefix { $0 != "/" } }.map(String.init))
    for name in shown where !manager.fileExists(atPath: path + "/" + name) {
      try manager.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: "..data/" + name)
    }
    for name in names where !shown.contains(name) { try remove(name) }
    if let old { try remove(old) }
  }

  private func makeFolder(of file: String) throws {
    try FileManager.default.createDirectory(
      at: URL(filePath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
  }

  private struct Failure: Error {
    var step: String
  }
}
