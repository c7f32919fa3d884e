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
        return ReviewProgress(
          items: unreviewed == 0 ? 0 : try Self.items(open, session), reviewed: total - unreviewed, total: total)
      }
    }
  }

  private static func records(_ filter: RefusalFilter, _ session: any SQLSession) throws -> Int {
    if let counts = filter.counts() { return try countedRecords(filter, counts, session) }
    let condition = filter.condition(session.dialect)
    return try session.row("SELECT count(*) FROM refusals\(condition.sql)", condition.arguments)?.int(0) ?? 0
  }

  /// - Parameter open: asks for unreviewed records.
  private static func items(_ open: RefusalFilter, _ session: any SQLSession) throws -> Int {
    if open == RefusalFilter(isReviewed: false) {
      return try session.row("SELECT count(*) FROM queue_items WHERE item_unreviewed > 0")?.int(0) ?? 0
    }
    var all = open
    all.isReviewed = nil
    if var parts = all.parts() {
      parts.add("part_unreviewed > 0", [])
      return try session.row(
        "SELECT count(DISTINCT part_item) FROM queue_parts\(parts.sql)", parts.arguments)?.int(0) ?? 0
    }
    var condition = open.condition(session.dialect)
    condition.add("grouped = sequence", [])
    return try session.row(
      "SELECT count(DISTINCT in_group) FROM refusals CROSS JOIN grouped_records\(condition.sql)",
      condition.arguments)?.int(0) ?? 0
  }
}
