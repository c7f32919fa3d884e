extension RefusalStore {
  /// Opens the log for writing, and makes it where it is missing.
  ///
  /// A PostgreSQL database is connected to by the first call that needs it, and again by each later one after the server
  /// went away: until it is back, calls throw `unreachable`, and this does not.
  ///
  /// - Throws: for a folder what is wrong with it; for PostgreSQL only `invalidAddress`.
  package convenience init(
    _ place: RefusalLogPlace, configuration: Configuration = Configuration()
  ) throws(RefusalLogError) {
    switch place {
    case .folder(let folder): try self.init(folder: folder, configuration: configuration)
    case .postgreSQL(let uri):
      self.init(database: PostgreSQLDatabase(try PostgreSQLAddress(uri), use: .writing, configuration: configuration))
    }
  }

  /// Opens a log that is there for reading, while proxies may be writing to it.
  package static func reading(_ place: RefusalLogPlace) throws(RefusalLogError) -> RefusalStore {
    switch place {
    case .folder(let folder): try reading(folder: folder)
    case .postgreSQL(let uri): try opened(uri, use: .reading)
    }
  }

  /// Opens a log that is there for changes, while proxies may be writing to it, and brings it up to date.
  package static func changing(_ place: RefusalLogPlace) throws(RefusalLogError) -> RefusalStore {
    switch place {
    case .folder(let folder): try changing(folder: folder)
    case .postgreSQL(let uri): try opened(uri, use: .changing)
    }
  }

  /// A person waits for this one, so it says at once what is wrong.
  private static func opened(
    _ uri: String, use: PostgreSQLDatabase.Use
  ) throws(RefusalLogError) -> RefusalStore {
    let database = PostgreSQLDatabase(try PostgreSQLAddress(uri), use: use, configuration: Configuration())
    try RefusalLogError.wrap { try database.read { _ in } }
    return RefusalStore(database: database)
  }
}
