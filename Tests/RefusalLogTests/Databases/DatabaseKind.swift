import Testing

/// What a log is kept in: every test of the store runs on both.
enum DatabaseKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case sqlite = "SQLite"
  case postgreSQL = "PostgreSQL"

  var testDescription: String { rawValue }
}
