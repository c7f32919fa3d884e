import Foundation

/// One session of psql that stays open, for what happens between two statements.
final class PostgreSQLSession {
  private let process: SpawnedProcess

  init(psql: String, address: String) throws {
    process = try SpawnedProcess(psql, ["-X", "-q", "-A", "-t", "-d", address], readsInput: true)
  }

  deinit {
    try? process.closeInput()
    process.wait()
  }

  /// Runs statements and waits until they are done.
  func run(_ sql: String) throws {
    let mark = "done-\(UUID().uuidString)"
    try process.write("\(sql);\n\\echo \(mark)\n")
    while let line = process.readLine() {
      if line == mark { return }
    }
    throw PostgreSQLServer.Failure(description: "psql ended")
  }
}
