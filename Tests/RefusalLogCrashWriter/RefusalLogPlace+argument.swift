import RefusalLog

extension RefusalLogPlace {
  /// A folder, or a server's address.
  init(argument: String) {
    self = argument.hasPrefix("postgresql://") ? .postgreSQL(argument) : .folder(argument)
  }
}
