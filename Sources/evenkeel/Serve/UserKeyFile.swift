import Foundation
package import Proxy

/// The file of the secret that pseudonyms of users are made with.
package struct UserKeyFile: Sendable {
  /// Its name in the data folder, where no other is configured.
  package static let name = "user-key"

  package let path: String

  package init(path: String) { self.path = path }

  /// The file that the settings name, or the one in the data folder.
  package init(_ settings: ServeSettings) {
    path =
      settings.userKeyFile
      ?? URL(filePath: settings.data, directoryHint: .isDirectory).appending(path: Self.name).path(
        percentEncoded: false)
  }

  /// Reads the secret, its first line.
  package func maker() throws(ConfigurationFault) -> UserKeyMaker {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw ConfigurationFault(value: path, problem: "the file cannot be read: \(error.localizedDescription)")
    }
    let line = text.split(whereSeparator: \.isNewline).first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
    guard let maker = UserKeyMaker(secret: line) else {
      throw ConfigurationFault(
        value: path, problem: "the secret in its first line needs at least \(UserKeyMaker.leastSecretBytes) bytes")
    }
    return maker
  }

  /// Makes a secret where there is no file yet, for its owner only; the folder has to be there.
  ///
  /// The file gets its name once it is whole, so that of several proxies that start together all read the same one.
  package func makeIfMissing() throws(ConfigurationFault) {
    guard !FileManager.default.fileExists(atPath: path) else { return }
    let draft = "\(path).\(UUID().uuidString)"
    do {
      try Self.write(SecretDigits.make(bytes: 32) + "\n", to: draft)
    } catch {
      throw ConfigurationFault(value: draft, problem: "the file cannot be made: \(error)")
    }
    var failure: (any Error)?
    do { try FileManager.default.linkItem(atPath: draft, toPath: path) } catch { failure = error }
    // It has its other name by now, or is of no use.
    do { try FileManager.default.removeItem(atPath: draft) } catch {
      throw ConfigurationFault(value: draft, problem: "the file cannot be removed: \(error)")
    }
    // Where another proxy was faster, its secret is as good.
    if let failure, !FileManager.default.fileExists(atPath: path) {
      throw ConfigurationFault(value: path, problem: "the file cannot be made: \(failure)")
    }
  }

  private static func write(_ text: String, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw CocoaError(.fileWriteUnknown)
    }
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.write(contentsOf: Data(text.utf8))
    try handle.synchronize()
    try handle.close()
  }
}
