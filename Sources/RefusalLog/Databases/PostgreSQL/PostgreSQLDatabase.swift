import Synchronization

/// The log in a PostgreSQL database, which several proxies may share. Nothing is connected before the first call, and
/// each call tries again where the one before found no server.
final class PostgreSQLDatabase: SQLDatabase {
  /// What the log may do there.
  enum Use: Sendable {
    /// Makes the tables, or brings them up to date.
    case writing
    /// Wants the tables there.
    case changing
    case reading
  }

  private let address: PostgreSQLAddress
  private let pool: PostgreSQLPool
  private let use: Use
  private let keeper = StatementKeeper()
  /// Whether the tables were found to be this version's.
  private let isPrepared = Mutex(false)

  init(_ address: PostgreSQLAddress, use: Use, configuration: RefusalStore.Configuration) {
    self.address = address
    self.use = use
    pool = PostgreSQLPool(address, configuration: configuration)
  }

  var dialect: SQLDialect { .postgreSQL }

  /// How often a transaction is tried that loses to another one.
  private static let attempts = 5

  func write<Result>(_ body: (any SQLSession) throws -> Result) throws -> Result {
    try prepare()
    let begin = use == .reading ? "BEGIN READ ONLY" : "BEGIN"
    var attempt = 1
    while true {
      do {
        return try transaction(begin, writes: true, body)
      } catch let failure as SQLFailure where failure.kind == .lost && attempt < Self.attempts {
        attempt += 1
      }
    }
  }

  func read<Result>(_ body: (any SQLSession) throws -> Result) throws -> Result {
    try prepare()
    return try transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", writes: false, body)
  }

  /// Who adds a record holds `appending` from before it has its sequence until after it is committed. So once that lock
  /// was free for a moment, all sequences that were given out before are settled.
  func settledSequence() throws -> Int64? {
    try prepare()
    do {
      return try transaction("BEGIN READ ONLY", writes: false) { session in
        let last = try session.row(
          "SELECT pg_sequence_last_value(pg_get_serial_sequence('refusals', 'sequence')::regclass)")
        // Short, since those who come after wait behind.
        try session.run("SET LOCAL lock_timeout = 500")
        try session.holdAlone(.appending)
        return try last?.optionalInt64(0) ?? 0
      }
    } catch let failure as SQLFailure {
      // Not within that time.
      if case .server("55P03", _) = failure.error { return nil }
      throw failure
    }
  }

  /// PostgreSQL writes over deleted rows in its own time.
  func prepareErasing() {}

  func finishErasing() -> Bool { false }

  func synchronousLevel() throws -> Int {
    try read { try $0.row("SHOW synchronous_commit")?.text(0) == "off" ? 1 : 2 }
  }

  func close() { pool.close() }

  private func transaction<Result>(
    _ begin: String, writes: Bool, _ body: (PostgreSQLSession) throws -> Result
  ) throws -> Result {
    try pool.withTransaction(begin, writes: writes) { connection in
      let result: Result
      do {
        result = try body(PostgreSQLSession(connection, keeper: keeper))
      } catch {
        undo(on: connection)
        throw error
      }
      // A transaction that a statement has failed in is rolled back by COMMIT, which says so.
      guard try connection.run("COMMIT") == "COMMIT" else {
        throw SQLFailure(kind: .other, error: .server(state: "25P02", message: "the transaction was undone"))
      }
      return result
    }
  }

  /// A connection that cannot even do this is not used again, and its server undoes the transaction.
  private func undo(on connection: PostgreSQLConnection) {
    guard connection.isUsable else { return }
    do {
      try connection.run("ROLLBACK")
    } catch {
      connection.discard()
    }
  }

  // MARK: Tables

  private func prepare() throws {
    guard !isPrepared.withLock({ $0 }) else { return }
    let state = try transaction("BEGIN READ ONLY", writes: false, PostgreSQLMigrations.state)
    switch (state, use) {
    case (.current, _): break
    case (.newer, _): throw RefusalLogError.newerDatabase(path: address.description)
    case (.missing, .reading), (.missing, .changing): throw RefusalLogError.missingTables(database: address.description)
    case (.older, .reading): throw RefusalLogError.olderDatabase(path: address.description)
    case (.missing, .writing), (.older, .writing), (.older, .changing):
      try transaction("BEGIN", writes: true, PostgreSQLMigrations.bringUpToDate)
    }
    isPrepared.withLock { $0 = true }
  }
}
