import Foundation

/// The refusal log: a SQLite file in the data folder, or a PostgreSQL database that several proxies share.
///
/// All calls block on the disk: never make them on an event loop.
package final class RefusalStore: Sendable {
  /// How hard a commit presses on the disk.
  package enum Synchronous: String, CaseIterable, Sendable {
    /// Each commit waits for the disk: it survives a power loss. The default; batches make it cheap.
    case full
    /// Commits survive the end of the process, and a power loss may take the last of them.
    case normal
  }

  package struct Configuration: Sendable {
    package var synchronous: Synchronous = .full
    /// How long a commit or a read waits for another process that holds the database, or for a connection.
    package var busyTimeout: Duration = .seconds(5)
    /// How long a PostgreSQL server may take over one statement.
    package var answerTimeout: Duration = .seconds(60)
    /// Upper limit of the database's size in pages of 4,096 bytes; nil for SQLite's own. Tests fill it.
    package var maximumPages: Int?

    package init() {}
  }

  /// The database file in the data folder.
  package static let fileName = "refusals.sqlite"

  let database: any SQLDatabase

  init(database: any SQLDatabase) {
    self.database = database
  }

  /// Opens the log for writing, and makes the folder, the database and its tables where they are missing. What it
  /// makes can be read by its owner only.
  package convenience init(folder: String, configuration: Configuration = Configuration()) throws(RefusalLogError) {
    try RefusalStore.prepare(folder: folder)
    self.init(
      database: try RefusalLogError.wrap {
        try SQLiteDatabase(path: RefusalStore.path(in: folder), configuration: configuration)
      })
  }

  /// Opens the log for reading, while a proxy may be writing to it.
  package static func reading(folder: String) throws(RefusalLogError) -> RefusalStore {
    try reading(path: path(in: folder), folder: folder)
  }

  /// The same for a log's file by whatever name, such as a copy.
  package static func reading(file path: String) throws(RefusalLogError) -> RefusalStore {
    try reading(path: path, folder: URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  private static func reading(path: String, folder: String) throws(RefusalLogError) -> RefusalStore {
    guard FileManager.default.fileExists(atPath: path) else { throw .missingDatabase(folder: folder) }
    return RefusalStore(
      database: try RefusalLogError.wrap { try SQLiteDatabase(reading: path, folder: folder) })
  }

  /// Opens a log that is there for changes, while a proxy may be writing to it, and brings it up to date.
  package static func changing(folder: String) throws(RefusalLogError) -> RefusalStore {
    guard FileManager.default.fileExists(atPath: path(in: folder)) else { throw .missingDatabase(folder: folder) }
    return try RefusalStore(folder: folder)
  }

  /// 2 when a commit waits for the disk, 1 when it does not.
  package func synchronousLevel() throws(RefusalLogError) -> Int {
    try RefusalLogError.wrap { try database.synchronousLevel() }
  }

  /// Closes the database; later calls throw. Without it, it closes with the last reference.
  package func close() throws(RefusalLogError) {
    try RefusalLogError.wrap { try database.close() }
  }

  private static func path(in folder: String) -> String {
    URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(fileName).path
  }

  /// Makes the folder and the empty file, so that SQLite does not make it readable to all; its side files inherit
  /// the file's mode.
  private static func prepare(folder: String) throws(RefusalLogError) {
    try makeFolder(folder)
    let path = path(in: folder)
    let files = FileManager.default
    guard !files.fileExists(atPath: path) else { return }
    guard files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw .unusableFolder(folder, reason: "no file can be made in it")
    }
  }

  /// Makes the data folder where it is missing, for its owner only.
  package static func makeFolder(_ folder: String) throws(RefusalLogError) {
    let files = FileManager.default
    do {
      if !files.fileExists(atPath: folder) {
        try files.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      }
    } catch {
      throw .unusableFolder(folder, reason: error.localizedDescription)
    }
  }
}
