import Foundation

/// A text file that only its owner may read, which grows by a line at a time: API keys' hashes, the console's tokens.
enum SecretsFile {
  /// Appends a line; file and folder are made when they are missing. What stood there stays.
  ///
  /// The line is in the file, and the file on the disk, when this returns: before its secret is shown to anyone.
  static func append(_ line: String, to path: String) throws {
    let files = FileManager.default
    try files.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    if !files.fileExists(atPath: path),
      !files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    {
      throw CommandFailure(.unusable, "`\(path)`: the file cannot be made")
    }
    try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.seekToEnd()
    let before = try String(contentsOfFile: path, encoding: .utf8)
    let start = before.isEmpty || before.hasSuffix("\n") ? "" : "\n"
    try handle.write(contentsOf: Data((start + line + "\n").utf8))
    try handle.synchronize()
    try handle.close()
  }
}
