/// Where a refusal log is.
package enum RefusalLogPlace: Sendable, Equatable, CustomStringConvertible {
  /// A data folder with a SQLite file in it.
  case folder(String)
  /// A server's address with the database, `postgresql://USER@HOST/NAME`, which may hold a password.
  case postgreSQL(String)

  /// Without a password.
  package var description: String {
    switch self {
    case .folder(let folder): return folder
    case .postgreSQL(let uri):
      do throws(RefusalLogError) {
        return try PostgreSQLAddress(uri).description
      } catch {
        return "postgresql://"
      }
    }
  }
}
