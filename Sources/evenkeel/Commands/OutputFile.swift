import Foundation

/// A file that appears once it is complete, or stdout.
final class OutputFile {
  private static let bufferBytes = 1 << 16

  private let handle: FileHandle
  private let path: String?
  private let partial: String?
  private var buffer = Data()

  /// - Parameter path: nil for stdout.
  init(_ path: String?) throws {
    self.path = path
    guard let path else {
      partial = nil
      handle = .standardOutput
      return
    }
    let partial = path + ".partial-\(ProcessInfo.processInfo.processIdentifier)"
    guard FileManager.default.createFile(atPath: partial, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw CommandFailure(.failed, "`\(partial)` cannot be made")
    }
    self.partial = partial
    handle = try FileHandle(forWritingTo: URL(filePath: partial))
  }

  func write(_ text: String) throws {
    try write(Data(text.utf8))
  }

  func write(_ bytes: Data) throws {
    buffer.append(bytes)
    if buffer.count >= Self.bufferBytes { try flush() }
  }

  /// Writes what is left and puts the file in its place, over one that was there.
  func finish() throws {
    try flush()
    guard let path, let partial else { return }
    try handle.synchronize()
    try handle.close()
    guard unsafe rename(partial, path) == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw CommandFailure(.failed, "`\(path)` cannot be written: \(reason)")
    }
  }

  /// Leaves nothing behind of a file that will not be complete.
  func discard() {
    guard let partial else { return }
    do {
      try handle.close()
      try FileManager.default.removeItem(atPath: partial)
    } catch {
      StandardError.write("evenkeel: `\(partial)` was left behind: \(error.localizedDescription)\n")
    }
  }

  private func flush() throws {
    try handle.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
