package import Taxonomy

extension RefusalStore {
  /// The newest records that pass the filter, newest first.
  ///
  /// - Parameter before: the last id of the page before, to go on from there.
  package func list(
    _ filter: RefusalFilter = RefusalFilter(), limit: Int, before: DecisionID? = nil
  ) throws(RefusalLogError) -> [RefusalRecord] {
    var condition = filter.condition(database.dialect)
    if let before { condition.add("id < ?", .text(before.description)) }
    let sql = RefusalColumns.select + condition.sql + " ORDER BY id DESC LIMIT \(max(limit, 0))"
    return try RefusalLogError.wrap {
      try database.read { session in
        var records: [RefusalRecord] = []
        try session.forEachRow(sql, condition.arguments) { row in
          records.append(try RefusalColumns.record(from: row))
          return true
        }
        return records
      }
    }
  }

  /// How many records pass the filter.
  package func count(_ filter: RefusalFilter = RefusalFilter()) throws(RefusalLogError) -> Int {
    let condition = filter.condition(database.dialect)
    return try RefusalLogError.wrap {
      try database.read { session in
        try session.row("SELECT count(*) FROM refusals" + condition.sql, condition.arguments)?.int(0) ?? 0
      }
    }
  }

  /// The one record whose id is `typed` or begins so.
  ///
  /// - Throws: `invalidID`, `unknownID`, or `ambiguousID` with up to five of the ids.
  package func show(_ typed: String) throws(RefusalLogError) -> RefusalRecord {
    guard let prefix = DecisionIDPrefix(typed) else { throw .invalidID(typed) }
    let found = try RefusalLogError.wrap {
      try database.read { session in
        try session.rows(
          RefusalColumns.select + " WHERE id >= ? AND id < ? ORDER BY id LIMIT 5",
          [.text(prefix.text), .text(prefix.end)]
        ).map(RefusalColumns.record)
      }
    }
    guard let first = found.first else { throw .unknownID(typed) }
    guard found.count == 1 else { throw .ambiguousID(typed, candidates: found.map(\.id)) }
    return first
  }
}
