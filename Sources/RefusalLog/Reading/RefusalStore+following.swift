import GRDB

extension RefusalStore {
  /// Records in the order in which they came into the log, and the place from which to go on.
  package struct Stretch: Sendable, Equatable {
    /// The earliest first.
    package var records: [RefusalRecord]
    /// The last place looked at: hand it to `records(after:)`.
    package var place: Int64
  }

  /// Most records that one look takes.
  private static let stretchLimit = 500

  /// The last `limit` records that pass the filter, and the place behind all that is there.
  package func latest(_ filter: RefusalFilter = RefusalFilter(), limit: Int) throws(RefusalLogError) -> Stretch {
    let condition = filter.condition()
    return try RefusalLogError.wrap {
      try database.read { database in
        let place = try Int64.fetchOne(database, sql: "SELECT max(sequence) FROM refusals") ?? 0
        let rows = try Row.fetchAll(
          database,
          sql: RefusalColumns.select + condition.sql + " ORDER BY sequence DESC LIMIT \(max(limit, 0))",
          arguments: condition.arguments)
        return Stretch(records: try rows.reversed().map { try RefusalColumns.record(from: $0) }, place: place)
      }
    }
  }

  /// The next records that pass the filter and came after a place; few at a time.
  package func records(
    after place: Int64, _ filter: RefusalFilter = RefusalFilter()
  ) throws(RefusalLogError) -> Stretch {
    var condition = filter.condition()
    condition.add("sequence > ?", place)
    return try RefusalLogError.wrap {
      try database.read { database in
        let end = try Int64.fetchOne(database, sql: "SELECT max(sequence) FROM refusals") ?? 0
        let rows = try Row.fetchAll(
          database,
          sql: RefusalColumns.selectWithSequence + condition.sql + " ORDER BY sequence LIMIT \(Self.stretchLimit)",
          arguments: condition.arguments)
        let isWhole = rows.count < Self.stretchLimit
        let last: Int64 = isWhole ? end : rows.last?["sequence"] ?? end
        return Stretch(
          records: try rows.map { try RefusalColumns.record(from: $0) }, place: max(place, last))
      }
    }
  }
}
