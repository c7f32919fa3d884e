import CLibPQ

/// Where a PostgreSQL server is and how to log in, as libpq's connection URI. It may hold a password, so nothing but
/// `description` may be shown of it.
struct PostgreSQLAddress: Sendable, CustomStringConvertible {
  /// What libpq is told, with what it needs to notice a server that is gone where the address does not say otherwise.
  let parameters: [(keyword: String, value: String)]
  /// Host and database only.
  let description: String

  private static let defaults = [
    ("client_encoding", "UTF8"), ("fallback_application_name", "evenkeel"), ("connect_timeout", "5"),
    ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
    // Milliseconds that sent data may stay without an answer of the network.
    ("tcp_user_timeout", "20000"),
  ]

  /// - Throws: `invalidAddress` without libpq's reason, which may quote a part of a password.
  init(_ uri: String) throws(RefusalLogError) {
    guard uri.hasPrefix("postgresql://") || uri.hasPrefix("postgres://"), !uri.utf8.contains(0) else {
      throw .invalidAddress
    }
    guard let options = unsafe PQconninfoParse(uri, nil) else { throw .invalidAddress }
    defer { unsafe PQconninfoFree(options) }
    var given: [(keyword: String, value: String)] = []
    var option = unsafe options
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val {
        unsafe given.append((String(cString: keyword), String(cString: value)))
      }
      unsafe option += 1
    }
    let names = Set(given.map(\.keyword))
    parameters = Self.defaults.filter { !names.contains($0.0) }.map { ($0.0, $0.1) } + given
    let host = given.first { $0.keyword == "host" || $0.keyword == "hostaddr" }?.value ?? ""
    let name = given.first { $0.keyword == "dbname" }?.value ?? ""
    description = "postgresql://\(host)/\(name)"
  }
}
