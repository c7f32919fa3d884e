/// What differs between the databases in the text of a statement; everything else is written once.
enum SQLDialect: Sendable {
  case sqlite
  case postgreSQL

  /// A number in a column of JSON; NULL when the object has no such key.
  ///
  /// - Parameter key: a word of this program, never input.
  func number(_ key: String, inJSON column: String) -> String {
    switch self {
    case .sqlite: "json_extract(\(column), '$.\(key)')"
    case .postgreSQL: "(\(column)::json ->> '\(key)')::double precision"
    }
  }

  /// LIKE with ASCII letters in either case.
  var likeInEitherCase: String {
    switch self {
    case .sqlite: "LIKE"
    case .postgreSQL: "ILIKE"
    }
  }

  /// Behind a SELECT: nobody else changes these rows, or deletes them, before this transaction ends. SQLite has one
  /// transaction that writes at a time.
  var lockingRows: String {
    switch self {
    case .sqlite: ""
    case .postgreSQL: " FOR NO KEY UPDATE"
    }
  }
}
