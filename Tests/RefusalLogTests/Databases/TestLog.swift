import Foundation
import GRDB
import RefusalLog

/// An empty log of its own in one of the databases; it goes away with its last reference.
final class TestLog: Sendable {
  let place: RefusalLogPlace
  private let folder: TemporaryFolder?
  private let schema: PostgreSQLSchema?

  init(_ kind: DatabaseKind) throws {
    switch kind {
    case .sqlite:
      let folder = try TemporaryFolder()
      self.folder = folder
      schema = nil
      place = .folder(folder.path)
    case .postgreSQL:
      let schema = try PostgreSQLServer.shared().makeSchema()
      self.schema = schema
      folder = nil
      place = .postgreSQL(schema.address)
    }
  }

  /// In a folder that the test looks into.
  init(_ folder: TemporaryFolder) {
    self.folder = folder
    schema = nil
    place = .folder(folder.path)
  }

  func store(_ configuration: RefusalStore.Configuration = .init()) throws -> RefusalStore {
    try RefusalStore(place, configuration: configuration)
  }

  /// Runs SQL past the store, for looking at the tables and for breaking them.
  ///
  /// - Returns: the first column of the rows, as text.
  @discardableResult
  func run(_ sql: String) throws -> [String] {
    if let schema { return try schema.run(sql) }
    return try folder!.database().write { database in
      try Row.fetchAll(database, sql: sql).map { $0[0] == nil ? "" : "\($0[0] as DatabaseValue)" }
    }
  }
}
