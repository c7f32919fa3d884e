import Foundation
package import Proxy

/// The file of API keys' hashes on disk.
package struct KeyFile: Sendable {
  /// A key as it is given to its app, once.
  package struct NewKey: Sendable, Equatable {
    package var id: String
    package var key: String
  }

  /// What every key begins with, so that secret scanners and people know one when they see it.
  package static let prefix = "ek-"

  package let path: String

  package init(path: String) {
    self.path = path
  }

  /// Reads and checks the keys.
  package func keyring() throws(ConfigurationFault) -> APIKeyring {
    try APIKeyring(parsing: text(), file: path)
  }

  /// Makes a key for an app and appends its line; the file is made when it is missing, for its owner only.
  ///
  /// The line goes to the file in one write that was flushed, before the key is shown to anyone.
  package func create(app: String) throws -> NewKey {
    guard APIKeyring.isName(app) else {
      throw ConfigurationFault(
        value: app, problem: "an app's name has 1 to 64 of the characters a-z, A-Z, 0-9, `.`, `_` and `-`")
    }
    let exists = FileManager.default.fileExists(atPath: path)
    // A file that cannot be used would only be noticed at the next start of the proxy.
    let used = exists ? try usedIDs() : []
    var id = Self.identifier()
    while used.contains(id) { id = Self.identifier() }
    let key = Self.prefix + SecretDigits.make(bytes: 32)
    try SecretsFile.append(APIKeyring.line(id: id, app: app, key: key), to: path)
    return NewKey(id: id, key: key)
  }

  private func usedIDs() throws(ConfigurationFault) -> Set<String> {
    // A file without keys is a fault to the proxy, and a fine start here.
    let holdsKeys = try text().split(whereSeparator: \.isNewline).contains { line in
      line.prefix { $0 != "#" }.contains { !$0.isWhitespace }
    }
    guard holdsKeys else { return [] }
    return Set(try keyring().entries.compactMap(\.principal.keyID))
  }

  private func text() throws(ConfigurationFault) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw ConfigurationFault(value: path, problem: "the file cannot be read: \(error.localizedDescription)")
    }
  }

  /// Eight digits: enough to tell keys apart, and nothing of the key.
  private static func identifier() -> String {
    "k" + SecretDigits.make(bytes: 4)
  }
}
