import GRDB

/// Writes lists of words in the tables' CHECKs as comparisons: `verdict IN ('a', 'b', 'c')` becomes
/// `(verdict = 'a' OR verdict = 'b' OR verdict = 'c')`, which means the same.
///
/// SQLite makes a table in memory for a list of three or more each time that a statement begins, five for one record: two
/// thirds of what adding records cost, and more where the allocator gives its memory back each time.
enum SQLiteComparisons {
  /// Changes the text of the tables and nothing of what is in them, as SQLite's documentation says that a CHECK may be
  /// changed (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
  static func write(to database: Database) throws {
    try database.execute(sql: "PRAGMA writable_schema = ON")
    for row in try Row.fetchAll(database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'table'") {
      let table: String = row["name"]
      let text: String = row["sql"]
      let changed = compared(text)
      guard changed != text else { continue }
      try database.execute(
        sql: "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", arguments: [changed, table])
    }
    let version = try Int.fetchOne(database, sql: "PRAGMA schema_version") ?? 0
    // Other connections read the tables' text anew.
    try database.execute(sql: "PRAGMA schema_version = \(version + 1)")
    try database.execute(sql: "PRAGMA writable_schema = RESET")
  }

  /// Lists of one or two words stay: SQLite compares these as it is.
  static func compared(_ text: String) -> String {
    text.replacing(/(?<column>\w+) IN\s*\((?<words>\s*'\w*'(?:\s*,\s*'\w*'){2,})\s*\)/) { match in
      let words = match.words.split(separator: ",").map { word in
        "\(match.column) = '\(word.filter { $0 != "'" && !$0.isWhitespace })'"
      }
      return "(\(words.joined(separator: " OR ")))"
    }
  }
}
