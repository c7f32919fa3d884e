/// A connection within a transaction.
final class PostgreSQLSession: SQLSession {
  private let connection: PostgreSQLConnection
  private let keeper: StatementKeeper

  init(_ connection: PostgreSQLConnection, keeper: StatementKeeper) {
    self.connection = connection
    self.keeper = keeper
  }

  var dialect: SQLDialect { .postgreSQL }

  func execute(_ sql: String, each arguments: [[SQLValue]]) throws -> [Int] {
    guard arguments.count == 1 else { return try connection.execute(sql, each: arguments) }
    return [try connection.query(sql, arguments[0], isKept: keeper.keeps(sql))?.changedCount ?? 0]
  }

  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
    try connection.query(sql, arguments, isKept: keeper.keeps(sql))?.rows().rows ?? []
  }

  /// Fetches the first few rows by a cursor, and as many more at a time as their size allows.
  func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Bool) throws {
    try connection.query("DECLARE walk NO SCROLL CURSOR FOR \(sql)", arguments, isKept: false)
    var size = 32
    while true {
      let fetched = try connection.query("FETCH FORWARD \(size) FROM walk", [], isKept: false)
      let (rows, bytes) = fetched?.rows() ?? ([], 0)
      for row in rows {
        guard try body(row) else { return try close() }
      }
      guard rows.count == size else { return try close() }
      size = bytes > 1 << 18 ? max(size / 2, 1) : min(size * 2, 1_024)
    }
  }

  private func close() throws { try connection.run("CLOSE walk") }

  /// Statements of this program without arguments or rows.
  func run(_ script: String) throws { try connection.run(script) }

  /// Statements may take as long as they need, while `body` runs.
  func withoutHurry(_ body: () throws -> Void) throws {
    try connection.withPatience(.seconds(86_400), body)
  }

  func hold(_ lock: SQLLock) throws {
    let mode = lock == .appending ? "_shared" : ""
    try connection.run(Self.locking(lock, "pg_advisory_xact_lock\(mode)"))
  }

  /// Waits for everybody who holds a lock together with others.
  func holdAlone(_ lock: SQLLock) throws {
    try connection.run(Self.locking(lock, "pg_advisory_xact_lock"))
  }

  /// Two logs in two schemas of one database do not wait for each other.
  private static func locking(_ lock: SQLLock, _ function: String) -> String {
    "SELECT \(function)(\(lockClass + lock.rawValue), hashtext(coalesce(current_schema(), '')))"
  }

  /// Tells the log's locks from those of other programs in the same database.
  private static let lockClass: Int32 = 1_702_261_610
}
