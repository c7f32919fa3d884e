import Foundation
import GRDB

/// The log in a SQLite file, by GRDB: one connection that writes, several that read, write-ahead logging.
final class SQLiteDatabase: SQLDatabase {
  private let pool: DatabasePool
  private let keeper = StatementKeeper()

  /// Opens a file that is there, for writing, and brings its tables up to date.
  init(path: String, configuration: RefusalStore.Configuration) throws {
    var options = Self.options(busyTimeout: configuration.busyTimeout)
    options.label = "refusal log"
    if let pages = configuration.maximumPages {
      options.prepareDatabase { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
    }
    pool = try SQLFailure.wrap {
      let pool = try DatabasePool(path: path, configuration: options)
      try Self.refuseNewer(pool, path: path)
      try pool.writeWithoutTransaction { database in
        // After the pool's own set-up, which asks for NORMAL.
        try database.execute(sql: "PRAGMA synchronous = \(configuration.synchronous.rawValue)")
        try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
      }
      try Self.migrator.migrate(pool)
      return pool
    }
  }

  /// Opens a file that is there for reading only.
  ///
  /// - Parameter folder: named where nothing was ever written to the file.
  init(reading path: String, folder: String) throws {
    var options = Self.options(busyTimeout: RefusalStore.Configuration().busyTimeout)
    options.readonly = true
    options.label = "refusal log, reading"
    pool = try SQLFailure.wrap {
      let pool = try DatabasePool(path: path, configuration: options)
      try Self.refuseNewer(pool, path: path)
      // Killed in its very first start, a proxy leaves a file without tables.
      guard try pool.read(Self.migrator.hasCompletedMigrations) else {
        let isOlder = try !pool.read(Self.migrator.appliedIdentifiers).isEmpty
        throw isOlder ? RefusalLogError.olderDatabase(path: path) : .missingDatabase(folder: folder)
      }
      return pool
    }
  }

  var dialect: SQLDialect { .sqlite }

  func write<Result>(_ body: (any SQLSession) throws -> Result) throws -> Result {
    try SQLFailure.wrap { try pool.write { try body(SQLiteSession($0, keeper: keeper)) } }
  }

  func read<Result>(_ body: (any SQLSession) throws -> Result) throws -> Result {
    try SQLFailure.wrap { try pool.read { try body(SQLiteSession($0, keeper: keeper)) } }
  }

  /// Sequences are given out in the order of the commits, since only one transaction writes at a time.
  func settledSequence() throws -> Int64? {
    try read { try $0.row("SELECT coalesce(max(sequence), 0) FROM refusals")?.int64(0) }
  }

  /// Deleted pages are filled with zeros, on the connection that writes until it closes.
  func prepareErasing() throws {
    try SQLFailure.wrap {
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
    }
  }

  func finishErasing() throws -> Bool {
    let isBusy = try SQLFailure.wrap {
      try pool.writeWithoutTransaction { try Bool.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    }
    return isBusy == false
  }

  /// What SQLite says of `synchronous` on the writing connection: 1 for NORMAL, 2 for FULL.
  func synchronousLevel() throws -> Int {
    try SQLFailure.wrap {
      try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }
  }

  func close() throws {
    try SQLFailure.wrap { try pool.close() }
  }

  private static func options(busyTimeout: Duration) -> GRDB.Configuration {
    var options = GRDB.Configuration()
    let seconds = busyTimeout / .seconds(1)
    options.busyMode = .timeout(seconds)
    return options
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for migration in RefusalSchema.migrations {
      migrator.registerMigration(migration.name) { database in
        switch migration.sqlite {
        case .statements(let sql): try database.execute(sql: sql)
        case .listsAsComparisons: try SQLiteComparisons.write(to: database)
        }
      }
    }
    return migrator
  }

  private static func refuseNewer(_ pool: DatabasePool, path: String) throws {
    guard try !pool.read(migrator.hasBeenSuperseded) else { throw RefusalLogError.newerDatabase(path: path) }
  }
}
