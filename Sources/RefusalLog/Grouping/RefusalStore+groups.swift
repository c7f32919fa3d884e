extension RefusalStore {
  /// Groups that are looked at together on the way down from the largest, and how often.
  private static let walkedGroups = 200
  private static let walkedPages = 10

  /// Groups of the records that pass the filter, those with the most records first. Records that `groupNewRecords` has
  /// not seen yet stand alone.
  package func groups(
    _ filter: RefusalFilter = RefusalFilter(), limit: Int
  ) throws(RefusalLogError) -> [RefusalGroup] {
    try RefusalLogError.wrap {
      try database.read { session in
        let found =
          if filter == RefusalFilter() {
            try Self.wholeGroups(limit, session) + Self.ungrouped(filter, limit, session)
          } else if let parts = filter.parts() {
            try Self.groups(of: parts, filter, limit, session) + Self.ungrouped(filter, limit, session)
          } else {
            try Self.groups(ofRecords: filter, limit, session)
          }
        return try found.sorted { ($1.count, $1.newest) < ($0.count, $0.newest) }.prefix(max(limit, 0)).compactMap {
          guard let newest = try Self.record(at: $0.newest, session) else { return nil }
          return RefusalGroup(
            number: newest.prompt?.isEmpty == false ? $0.number : nil, count: $0.count, reviewed: $0.reviewed,
            newest: newest)
        }
      }
    }
  }

  /// A group with its newest record's sequence.
  private struct Found {
    var number: Int64?
    var count: Int
    var reviewed: Int
    var newest: Int64
  }

  private static func wholeGroups(_ limit: Int, _ session: any SQLSession) throws -> [Found] {
    try session.rows(
      """
      SELECT item, item_records, item_records - item_unreviewed, item_newest FROM queue_items \
      ORDER BY item_records DESC, item_newest DESC LIMIT \(max(limit, 0))
      """
    ).map { row in
      Found(number: try row.int64(0), count: try row.int(1), reviewed: try row.int(2), newest: try row.int64(3))
    }
  }

  /// From the sums that the queue keeps; of the records only the newest is looked for.
  private static func groups(
    of parts: SQLCondition, _ filter: RefusalFilter, _ limit: Int, _ session: any SQLSession
  ) throws -> [Found] {
    let condition = filter.condition(session.dialect)
    let counts = try countsOfLargest(parts, limit, session) ?? countsOfAll(parts, limit, session)
    return try counts.compactMap { counted in
      guard let newest = try newest(of: counted.group, condition, session) else { return nil }
      return Found(number: counted.group, count: counted.count, reviewed: counted.reviewed, newest: newest)
    }
  }

  private typealias Counted = (group: Int64, count: Int, reviewed: Int)

  /// Walks down the largest groups until no smaller one can have more records that pass. Nil when that takes long, as it
  /// does where few groups pass.
  private static func countsOfLargest(
    _ parts: SQLCondition, _ limit: Int, _ session: any SQLSession
  ) throws -> [Counted]? {
    guard limit > 0 else { return [] }
    var parts = parts
    parts.add("part_item = item", [])
    let sql = """
      SELECT item, item_records, item_newest, \
      (SELECT CAST(coalesce(sum(part_records), 0) AS BIGINT) FROM queue_parts\(parts.sql)), \
      (SELECT CAST(coalesce(sum(part_unreviewed), 0) AS BIGINT) FROM queue_parts\(parts.sql)) \
      FROM queue_items WHERE (item_records, item_newest) < (?, ?) \
      ORDER BY item_records DESC, item_newest DESC LIMIT \(walkedGroups)
      """
    var found: [Counted] = []
    var place: [SQLValue] = [.integer(.max), .integer(.max)]
    for _ in 0..<walkedPages {
      let rows = try session.rows(sql, parts.arguments + parts.arguments + place)
      for row in rows where try row.int(3) > 0 {
        found.append((try row.int64(0), try row.int(3), try row.int(3) - row.int(4)))
      }
      found.sort { $0.count > $1.count }
      found = Array(found.prefix(limit))
      guard rows.count == walkedGroups, let last = rows.last else { return found }
      if found.count == limit, let least = found.last, least.count > (try last.int(1)) { return found }
      place = [last.values[1], last.values[2]]
    }
    return nil
  }

  private static func countsOfAll(
    _ parts: SQLCondition, _ limit: Int, _ session: any SQLSession
  ) throws -> [Counted] {
    try session.rows(
      """
      SELECT part_item, CAST(sum(part_records) AS BIGINT) AS records, \
      CAST(sum(part_records) - sum(part_unreviewed) AS BIGINT) FROM queue_parts\(parts.sql) \
      GROUP BY part_item ORDER BY records DESC, part_item DESC LIMIT \(max(limit, 0))
      """, parts.arguments
    ).map { (try $0.int64(0), try $0.int(1), try $0.int(2)) }
  }

  private static func groups(
    ofRecords filter: RefusalFilter, _ limit: Int, _ session: any SQLSession
  ) throws -> [Found] {
    let condition = filter.condition(session.dialect)
    return try session.rows(
      """
      SELECT max(in_group), count(*) AS records, count(record_id), max(sequence) AS newest FROM refusals \
      LEFT JOIN grouped_records ON grouped = sequence \
      LEFT JOIN standing_reviews ON record_id = id\(condition.sql) \
      GROUP BY coalesce(in_group, -sequence) ORDER BY records DESC, newest DESC LIMIT \(max(limit, 0))
      """, condition.arguments
    ).map { row in
      Found(
        number: try row.optionalInt64(0), count: try row.int(1), reviewed: try row.int(2), newest: try row.int64(3))
    }
  }

  private static func ungrouped(
    _ filter: RefusalFilter, _ limit: Int, _ session: any SQLSession
  ) throws -> [Found] {
    var condition = filter.condition(session.dialect)
    condition.add("sequence > (SELECT done FROM grouping)", [])
    condition.add("NOT EXISTS (SELECT 1 FROM grouped_records WHERE grouped = sequence)", [])
    return try session.rows(
      """
      SELECT sequence, count(record_id) FROM refusals LEFT JOIN standing_reviews ON record_id = id\(condition.sql) \
      GROUP BY sequence ORDER BY sequence DESC LIMIT \(max(limit, 0))
      """, condition.arguments
    ).map { Found(count: 1, reviewed: try $0.int(1), newest: try $0.int64(0)) }
  }

  /// The newest record of a group that passes, by its sequence.
  static func newest(of group: Int64, _ condition: SQLCondition, _ session: any SQLSession) throws -> Int64? {
    var condition = condition
    condition.add("in_group = ?", .integer(group))
    // CROSS JOIN: SQLite keeps the order, and so begins at the group's end.
    return try session.row(
      """
      SELECT grouped FROM grouped_records CROSS JOIN refusals\(condition.sql) AND sequence = grouped \
      ORDER BY grouped DESC LIMIT 1
      """, condition.arguments)?.int64(0)
  }

  static func record(at sequence: Int64, _ session: any SQLSession) throws -> RefusalRecord? {
    try session.row(RefusalColumns.select + " WHERE sequence = ?", [.integer(sequence)])
      .map { try RefusalColumns.record(from: $0) }
  }
}
