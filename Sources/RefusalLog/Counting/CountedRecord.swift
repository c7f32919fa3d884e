/// A record of the database, with all that counts and the review queue know of it.
struct CountedRecord {
  var sequence: Int64
  var id: String
  var facts: RecordFacts
  /// Of the standing review; nil without one.
  var label: String?
  /// Nil as long as it was not grouped.
  var group: Int64?
  /// What its app said of it: 0 or 1.
  var feedback: Int

  /// - Parameters:
  ///   - end: conditions and order; the columns of `refusals`, `grouped_records` and `standing_reviews`.
  ///   - hasCategories: false leaves the categories out, where nothing is counted by them.
  static func fetch(
    _ end: String, _ arguments: [SQLValue], hasCategories: Bool = true, in session: any SQLSession
  ) throws -> [CountedRecord] {
    let columns = hasCategories ? RecordFacts.columns : RecordFacts.columnsWithoutCategories
    let sql = """
      SELECT sequence, id, standing_label, in_group, \
      (SELECT count(*) FROM feedback WHERE decision = id AND from_app = app), \(columns) FROM refusals \
      LEFT JOIN grouped_records ON grouped = sequence LEFT JOIN standing_reviews ON record_id = id
      """
    return try session.rows(sql + end, arguments).map { row in
      CountedRecord(
        sequence: try row.int64(0), id: try row.text(1), facts: try RecordFacts(row, first: 5),
        label: try row.optionalText(2), group: try row.optionalInt64(3), feedback: try row.int(4))
    }
  }

  static func fetch(id: String, in session: any SQLSession) throws -> CountedRecord? {
    try fetch(" WHERE id = ?", [.text(id)], in: session).first
  }
}
