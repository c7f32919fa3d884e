package import Console
import Foundation

/// The file of the console's users on disk.
package struct ConsoleTokenFile: Sendable {
  package let path: String

  package init(path: String) {
    self.path = path
  }

  /// Reads and checks the users.
  package func tokens() throws(ConsoleTokensFault) -> ConsoleTokens {
    try ConsoleTokens(parsing: text(), file: path)
  }

  /// Makes a token for a user and appends its line; the file is made when it is missing, for its owner only.
  ///
  /// The line goes to the file in one write that was flushed, before the token is shown to anyone.
  ///
  /// - Returns: the token, which is kept nowhere.
  package func add(_ user: ConsoleUser) throws -> String {
    guard ConsoleTokens.isName(user.name) else {
      throw ConsoleTokensFault("`\(user.name)`", ConsoleTokens.nameRule)
    }
    let exists = FileManager.default.fileExists(atPath: path)
    // A file that cannot be used would only be noticed at the next login.
    if exists, try tokens().entries.contains(where: { $0.user.name == user.name }) {
      throw ConsoleTokensFault(
        path, "there is a `\(user.name)` already: take the line out first, or choose another name")
    }
    let new = ConsoleTokens.make(for: user)
    try SecretsFile.append(new.entry.line, to: path)
    return new.token
  }

  private func text() throws(ConsoleTokensFault) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw ConsoleTokensFault(path, "the file cannot be read: \(error.localizedDescription)")
    }
  }
}
