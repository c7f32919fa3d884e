extension RefusalStore {
  /// Items that are looked at together on the way down the queue.
  private static let queuePage = 200
  /// So many records are looked at before the queue is walked down instead.
  private static let fewRecords = 20_000

  /// Items that nobody has decided yet: what apps appealed against first, then the largest, then the newest.
  ///
  /// Call `groupNewRecords` before: a record is in the queue once it was grouped.
  ///
  /// - Parameters:
  ///   - filter: an item is in the queue for the unreviewed records of it that pass.
  ///   - after: the place of the last item of the page before.
  package func queue(
    _ filter: RefusalFilter = RefusalFilter(), limit: Int, after: QueuePlace? = nil
  ) throws(RefusalLogError) -> [QueueItem] {
    var filter = filter
    // Contradictions find nothing, as in a list.
    guard filter.labels.isEmpty, filter.isReviewed != true, limit > 0 else { return [] }
    filter.isReviewed = false
    return try RefusalLogError.wrap {
      try database.read { session in
        let isFew = try Self.hasFewRecords(filter, session)
        return isFew
          ? try Self.queue(ofRecords: filter, limit, after, session)
          : try Self.queue(walking: filter, limit, after, session)
      }
    }
  }

  /// Whether looking at all the unreviewed records that pass is cheap.
  static func hasFewRecords(_ filter: RefusalFilter, _ session: any SQLSession) throws -> Bool {
    // A user's records are few, and no text can be found without looking.
    guard filter.userKeys.isEmpty, filter.text == nil else { return true }
    return try countedRecords(filter, filter.countsAtMost(), session) <= fewRecords
  }

  /// - Parameter condition: over `record_counts`, without a time.
  static func countedRecords(
    _ filter: RefusalFilter, _ condition: SQLCondition, _ session: any SQLSession
  ) throws -> Int {
    var records = 0
    for span in CountedSpan.covering(since: filter.since, until: filter.until) {
      var condition = condition
      condition.add(CountFilter().records(in: span))
      records +=
        try session.row(
          "SELECT CAST(coalesce(sum(records), 0) AS BIGINT) FROM record_counts\(condition.sql)", condition.arguments
        )?.int(0) ?? 0
    }
    return records
  }

  /// Looks at the records that pass, then at their items.
  private static func queue(
    ofRecords filter: RefusalFilter, _ limit: Int, _ after: QueuePlace?, _ session: any SQLSession
  ) throws -> [QueueItem] {
    var records = filter.condition(session.dialect)
    records.add("grouped = sequence", [])
    var ranked = SQLCondition()
    ranked.add("item_unreviewed > 0", [])
    if let after { ranked.add(after) }
    // CROSS JOIN: SQLite keeps the order, and so begins with the few records.
    return try session.rows(
      """
      SELECT \(rank), item_records, latest FROM \
      (SELECT in_group, max(sequence) AS latest FROM refusals CROSS JOIN grouped_records\(records.sql) \
      GROUP BY in_group) AS found JOIN queue_items ON item = in_group\(ranked.sql) \(order) LIMIT \(limit)
      """, records.arguments + ranked.arguments
    ).compactMap { try item(of: $0, latest: try $0.int64(5), session) }
  }

  /// Walks down the queue until enough items have a record that passes.
  private static func queue(
    walking filter: RefusalFilter, _ limit: Int, _ after: QueuePlace?, _ session: any SQLSession
  ) throws -> [QueueItem] {
    let records = filter.condition(session.dialect)
    var parts = filter.partsAtLeast()
    let hasParts = !parts.sql.isEmpty
    parts.add("part_item = item AND part_unreviewed > 0", [])
    var found: [QueueItem] = []
    var last = after
    while true {
      var ranked = SQLCondition()
      ranked.add("item_unreviewed > 0", [])
      if let last { ranked.add(last) }
      if hasParts { ranked.add("EXISTS (SELECT 1 FROM queue_parts\(parts.sql))", parts.arguments) }
      let rows = try session.rows(
        "SELECT \(rank), item_records FROM queue_items\(ranked.sql) \(order) LIMIT \(queuePage)", ranked.arguments)
      for row in rows {
        last = try QueuePlace(row)
        guard let latest = try newest(of: try row.int64(3), records, session),
          let item = try item(of: row, latest: latest, session)
        else { continue }
        found.append(item)
        if found.count == limit { return found }
      }
      guard rows.count == queuePage else { return found }
    }
  }

  private static func item(of row: SQLRow, latest: Int64, _ session: any SQLSession) throws -> QueueItem? {
    guard let record = try record(at: latest, session) else { return nil }
    let place = try QueuePlace(row)
    let count = try row.int(4)
    return QueueItem(
      record: record, group: record.prompt?.isEmpty == false ? place.item : nil, count: count,
      reviewed: count - place.unreviewed, appeals: place.appeals, place: place)
  }

  private static let rank = "item_appeals, item_unreviewed, item_newest, item"
  private static let order = "ORDER BY item_appeals DESC, item_unreviewed DESC, item_newest DESC, item DESC"
}

extension QueuePlace {
  /// - Parameter row: begins with the columns of the rank.
  fileprivate init(_ row: SQLRow) throws {
    self.init(
      appeals: try row.int(0), unreviewed: try row.int(1), newest: try row.int64(2), item: try row.int64(3))
  }
}

extension SQLCondition {
  /// Behind a place in the queue.
  fileprivate mutating func add(_ place: QueuePlace) {
    add(
      "(item_appeals, item_unreviewed, item_newest, item) < (?, ?, ?, ?)",
      [SQLValue(place.appeals), SQLValue(place.unreviewed), .integer(place.newest), .integer(place.item)])
  }
}
