extension RefusalStore {
  /// How far the review of the records that pass has come. Where sums say it, the hours of `since` and `until` count
  /// whole.
  package func progress(_ filter: RefusalFilter = RefusalFilter()) throws(RefusalLogError) -> ReviewProgress {
    var open = filter
    open.isReviewed = false
    let isDecided = filter.isReviewed == true || !filter.labels.isEmpty
    return try RefusalLogError.wrap {
      try database.read { session in
        let total = try Self.records(filter, session)
        let unreviewed = isDecided ? 0 : try Self.records(open, session)
        var progress = ReviewProgress(items: 0, reviewed: total - unreviewed, total: total)
        guard unreviewed > 0 else { return progress }
        if let items = try Self.items(open, session) {
          progress.items = items
        } else {
          progress.items = min(unreviewed, try Self.items(ofParts: open.partsAtLeast(), session))
          progress.isItemsExact = false
        }
        return progress
      }
    }
  }

  private static func records(_ filter: RefusalFilter, _ session: any SQLSession) throws -> Int {
    if let counts = filter.counts() { return try countedRecords(filter, counts, session) }
    let condition = filter.condition(session.dialect)
    return try session.row("SELECT count(*) FROM refusals\(condition.sql)", condition.arguments)?.int(0) ?? 0
  }

  /// Nil where too many records would have to be looked at.
  ///
  /// - Parameter open: asks for unreviewed records.
  private static func items(_ open: RefusalFilter, _ session: any SQLSession) throws -> Int? {
    var all = open
    all.isReviewed = nil
    if let parts = all.parts() { return try items(ofParts: parts, session) }
    guard try hasFewRecords(open, session) else { return nil }
    var condition = open.condition(session.dialect)
    condition.add("grouped = sequence", [])
    return try session.row(
      "SELECT count(DISTINCT in_group) FROM refusals CROSS JOIN grouped_records\(condition.sql)",
      condition.arguments)?.int(0) ?? 0
  }

  private static func items(ofParts parts: SQLCondition, _ session: any SQLSession) throws -> Int {
    guard !parts.sql.isEmpty else {
      return try session.row("SELECT count(*) FROM queue_items WHERE item_unreviewed > 0")?.int(0) ?? 0
    }
    var parts = parts
    parts.add("part_unreviewed > 0", [])
    return try session.row(
      "SELECT count(DISTINCT part_item) FROM queue_parts\(parts.sql)", parts.arguments)?.int(0) ?? 0
  }
}
