/// Brings the tables of a PostgreSQL database up to date. Its table `refusal_log_migrations` lists what was done.
enum PostgreSQLMigrations {
  enum State: Sendable {
    case missing
    case older
    case current
    case newer
  }

  static func state(_ session: PostgreSQLSession) throws -> State {
    guard try session.row("SELECT to_regclass('refusal_log_migrations') IS NOT NULL")?.bool(0) == true else {
      return .missing
    }
    let done = try done(session)
    let known = Set(RefusalSchema.migrations.map(\.name))
    if !done.isSubset(of: known) { return .newer }
    if done.isEmpty { return .missing }
    return done == known ? .current : .older
  }

  /// All in one transaction, and one proxy at a time: what starts beside it waits, and finds it done.
  static func bringUpToDate(_ session: PostgreSQLSession) throws {
    // Copying a large table takes as long as it takes.
    try session.run("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
    try session.withoutHurry {
      try session.hold(.migration)
      try session.run(
        """
        CREATE TABLE IF NOT EXISTS refusal_log_migrations (
          identifier text COLLATE "C" PRIMARY KEY,
          applied timestamptz NOT NULL DEFAULT now()
        )
        """)
      let done = try done(session)
      for migration in RefusalSchema.migrations where !done.contains(migration.name) {
        try session.run(migration.postgreSQL)
        try session.execute("INSERT INTO refusal_log_migrations (identifier) VALUES (?)", [.text(migration.name)])
      }
    }
  }

  private static func done(_ session: PostgreSQLSession) throws -> Set<String> {
    Set(try session.rows("SELECT identifier FROM refusal_log_migrations").map { try $0.text(0) })
  }
}
