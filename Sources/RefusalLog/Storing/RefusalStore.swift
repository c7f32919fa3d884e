import Foundation
import GRDB

/// The refusal log on disk: `refusals.sqlite` in the data folder. The one type that knows SQLite.
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
    /// How long a commit or a read waits for another process that holds the database.
    package var busyTimeout: Duration = .seconds(5)
    /// Upper limit of the database's size in pages of 4,096 bytes; nil for SQLite's own. Tests fill it.
    package var maximumPages: Int?

    package init() {}
  }

  /// The database file in the data folder.
  package static let fileName = "refusals.sqlite"

  let database: DatabasePool

  private init(database: DatabasePool) {
    self.database = database
  }

  /// Opens the log for writing, and makes the folder, the database and its tables where they are missing. What it
  /// makes can be read by its owner only.
  package convenience init(folder: String, configuration: Configuration = Configuration()) throws(RefusalLogError) {
    try RefusalStore.prepare(folder: folder)
    let path = RefusalStore.path(in: folder)
    let database = try RefusalLogError.wrap {
      var options = RefusalStore.options(busyTimeout: configuration.busyTimeout)
      options.label = "refusal log"
      if let pages = configuration.maximumPages {
        options.prepareDatabase { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
      }
      let database = try DatabasePool(path: path, configuration: options)
      try RefusalStore.refuseNewer(database, path: path)
      try database.writeWithoutTransaction { database in
        // After the pool's own set-up, which asks for NORMAL.
        try database.execute(sql: "PRAGMA synchronous = \(configuration.synchronous.rawValue)")
        try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
      }
      try RefusalSchema.migrator.migrate(database)
      return database
    }
    self.init(database: database)
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
    let database = try RefusalLogError.wrap {
      var options = options(busyTimeout: Configuration().busyTimeout)
      options.readonly = true
      options.label = "refusal log, reading"
      let database = try DatabasePool(path: path, configuration: options)
      try refuseNewer(database, path: path)
      // Killed in its very first start, a proxy leaves a file without tables.
      guard try database.read(RefusalSchema.migrator.hasCompletedMigrations) else {
        let isOlder = try !database.read(RefusalSchema.migrator.appliedIdentifiers).isEmpty
        throw isOlder ? RefusalLogError.olderDatabase(path: path) : .missingDatabase(folder: folder)
      }
      return database
    }
    return RefusalStore(database: database)
  }

  /// Opens a log that is there for changes, while a proxy may be writing to it, and brings it up to date.
  package static func changing(folder: String) throws(RefusalLogError) -> RefusalStore {
    guard FileManager.default.fileExists(atPath: path(in: folder)) else { throw .missingDatabase(folder: folder) }
    return try RefusalStore(folder: folder)
  }

  /// What SQLite says of `synchronous` on the writing connection: 1 for NORMAL, 2 for FULL.
  package func synchronousLevel() throws(RefusalLogError) -> Int {
    try RefusalLogError.wrap {
      try database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }
  }

  /// Closes the files; later calls throw. Without it they close with the last reference.
  package func close() throws(RefusalLogError) {
    try RefusalLogError.wrap { try database.close() }
  }

  private static func path(in folder: String) -> String {
    URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(fileName).path
  }

  private static func options(busyTimeout: Duration) -> GRDB.Configuration {
    var options = GRDB.Configuration()
    let seconds = busyTimeout / .seconds(1)
    options.busyMode = .timeout(seconds)
    return options
  }

  private static func refuseNewer(_ database: DatabasePool, path: String) throws {
    guard try !database.read(RefusalSchema.migrator.hasBeenSuperseded) else {
      throw RefusalLogError.newerDatabase(path: path)
    }
  }

  /// Makes the folder and the empty file, so that SQLite does not make it readable to all; its side files inherit
  /// the file's mode.
  private static func prepare(folder: String) throws(RefusalLogError) {
    let files = FileManager.default
    do {
      if !files.fileExists(atPath: folder) {
        try files.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      }
    } catch {
      throw .unusableFolder(folder, reason: error.localizedDescription)
    }
    let path = path(in: folder)
    guard !files.fileExists(atPath: path) else { return }
    guard files.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw .unusableFolder(folder, reason: "no file can be made in it")
    }
  }
}
