/// A schema of the tests' server, with one log in it.
final class PostgreSQLSchema: Sendable {
  let server: PostgreSQLServer
  let name: String

  init(server: PostgreSQLServer, name: String) {
    self.server = server
    self.name = name
  }

  /// What a setting `records.database` would say.
  var address: String { server.address(schema: name) }

  /// What psql gives back, a line a row.
  @discardableResult
  func run(_ sql: String) throws -> [String] { try server.run(sql, schema: name) }
}
