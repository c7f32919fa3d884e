import Foundation

/// A folder of its own for the stand-in's socket, which only this user can enter.
struct DemoFolder {
  let path: String
  var socket: String { path + "/model.sock" }

  init() throws(CommandFailure) {
    // Not the user's own folder for temporary files: a socket's path has 103 bytes at most.
    path = "/tmp/evenkeel-demo-" + String(UInt64.random(in: .min ... .max), radix: 16)
    do {
      // Fails when it is there already, so nobody else's folder is used.
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure(
        .failed, "no folder for the stand-in's socket can be made in /tmp: \(error.localizedDescription)")
    }
  }

  /// Removes the folder and what is in it; what cannot be removed is left to the system's cleaning of /tmp.
  func remove() {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      StandardError.write("evenkeel: `\(path)` was left behind: \(error.localizedDescription)\n")
    }
  }
}
