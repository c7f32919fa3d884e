package import RefusalLog

extension ServeSettings {
  /// Where the refusal log is: the database of `records.database`, or the data folder.
  package var logPlace: RefusalLogPlace { recordsDatabase.map { .postgreSQL($0) } ?? .folder(data) }
}
