import GRDB

/// One of GRDB's connections, within a transaction.
final class SQLiteSession: SQLSession {
  private let database: Database
  private let keeper: StatementKeeper

  init(_ database: Database, keeper: StatementKeeper) {
    self.database = database
    self.keeper = keeper
  }

  var dialect: SQLDialect { .sqlite }

  func execute(_ sql: String, each arguments: [[SQLValue]]) throws -> [Int] {
    try SQLFailure.wrap {
      let statement = try statement(sql)
      return try arguments.map { list in
        try statement.execute(arguments: StatementArguments(list))
        return database.changesCount
      }
    }
  }

  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
    try SQLFailure.wrap {
      let cursor = try Row.fetchCursor(try statement(sql), arguments: StatementArguments(arguments))
      var rows: [SQLRow] = []
      while let row = try cursor.next() { rows.append(SQLRow(row)) }
      return rows
    }
  }

  func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Bool) throws {
    try SQLFailure.wrap {
      let cursor = try Row.fetchCursor(database, sql: sql, arguments: StatementArguments(arguments))
      while let row = try cursor.next(), try body(SQLRow(row)) {}
    }
  }

  /// SQLite has one transaction that writes at a time.
  func hold(_ lock: SQLLock) {}

  private func statement(_ sql: String) throws -> Statement {
    keeper.keeps(sql) ? try database.cachedStatement(sql: sql) : try database.makeStatement(sql: sql)
  }
}

extension SQLValue: DatabaseValueConvertible {
  var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let value): value.databaseValue
    case .real(let value): value.databaseValue
    case .text(let value): value.databaseValue
    case .blob(let value): value.databaseValue
    }
  }

  static func fromDatabaseValue(_ value: DatabaseValue) -> SQLValue? {
    switch value.storage {
    case .null: .null
    case .int64(let value): .integer(value)
    case .double(let value): .real(value)
    case .string(let value): .text(value)
    case .blob(let value): .blob(value)
    }
  }
}

extension SQLRow {
  fileprivate init(_ row: Row) {
    values = (0..<row.count).map { column in
      let value: DatabaseValue = row[column]
      return SQLValue.fromDatabaseValue(value) ?? .null
    }
  }
}
