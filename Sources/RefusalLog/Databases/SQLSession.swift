/// What statements run in: one connection within one transaction, for the thread that has it.
///
/// Statements are the same text for all databases, with `?` for their arguments; what differs between the databases is
/// in `dialect`. No input ever becomes part of a text. Every call throws `SQLFailure`.
protocol SQLSession: AnyObject {
  var dialect: SQLDialect { get }

  /// Runs a statement that gives no rows, once for each list of arguments.
  ///
  /// - Returns: how many rows each changed.
  func execute(_ sql: String, each arguments: [[SQLValue]]) throws -> [Int]

  /// All rows of a result: for results that are known to be small.
  func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow]

  /// Hands out the rows of a result without holding them all, until `body` returns false or there are no more. `body`
  /// runs no statements.
  func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Bool) throws

  /// Waits until no other transaction holds the lock in a way that excludes this one, and holds it to the end of the
  /// transaction. Where transactions that write wait for each other anyway it does nothing.
  func hold(_ lock: SQLLock) throws
}

extension SQLSession {
  /// - Returns: how many rows it changed.
  @discardableResult
  func execute(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
    try execute(sql, each: [arguments]).first ?? 0
  }

  func rows(_ sql: String) throws -> [SQLRow] { try rows(sql, []) }

  /// The first row of a result; nil when it has none.
  func row(_ sql: String, _ arguments: [SQLValue] = []) throws -> SQLRow? { try rows(sql, arguments).first }

  /// Runs `body`, and undoes all that it did when the schema refuses some of it; the transaction goes on.
  ///
  /// - Returns: whether it was done.
  func attempt(_ body: () throws -> Void) throws -> Bool {
    try execute("SAVEPOINT attempt")
    do {
      try body()
    } catch let failure as SQLFailure where failure.kind == .refused {
      try execute("ROLLBACK TO SAVEPOINT attempt")
      try execute("RELEASE SAVEPOINT attempt")
      return false
    }
    try execute("RELEASE SAVEPOINT attempt")
    return true
  }
}
