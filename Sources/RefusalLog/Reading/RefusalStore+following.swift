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
    try RefusalLogError.wrap {
      guard let place = try database.settledSequence() else {
        throw RefusalLogError.database(
          code: 5, message: "records are being added for too long to say where the log ends")
      }
      var condition = filter.condition(database.dialect)
      condition.add("sequence <= ?", .integer(place))
      let sql = RefusalColumns.select + condition.sql + " ORDER BY sequence DESC LIMIT \(max(limit, 0))"
      let rows = try database.read { try $0.rows(sql, condition.arguments) }
      return Stretch(records: try rows.reversed().map { try RefusalColumns.record(from: $0) }, place: place)
    }
  }

  /// The next records that pass the filter and came after a place; few at a time.
  package func records(
    after place: Int64, _ filter: RefusalFilter = RefusalFilter()
  ) throws(RefusalLogError) -> Stretch {
    try RefusalLogError.wrap {
      // Beyond this place a record may still appear before one that is there.
      guard let end = try database.settledSequence(), end > place else { return Stretch(records: [], place: place) }
      var condition = filter.condition(database.dialect)
      condition.add("sequence > ?", .integer(place))
      condition.add("sequence <= ?", .integer(end))
      let sql =
        RefusalColumns.selectWithSequence + condition.sql + " ORDER BY sequence LIMIT \(Self.stretchLimit)"
      let rows = try database.read { try $0.rows(sql, condition.arguments) }
      var last = end
      if rows.count == Self.stretchLimit, let row = rows.last { last = try row.int64(RefusalColumns.sequenceColumn) }
      return Stretch(records: try rows.map { try RefusalColumns.record(from: $0) }, place: last)
    }
  }
}
