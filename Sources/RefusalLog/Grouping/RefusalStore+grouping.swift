import Foundation

extension RefusalStore {
  /// Records grouped in one transaction: short, since the proxy may want to write.
  private static let groupingBatch = 200
  /// Groups of one band that are looked at, and of all bands the ones that are compared.
  private static let bandLimit = 8
  private static let comparedLimit = 8

  /// Gives every record that has none yet its group. The writer does not, since that would cost it a good part of its
  /// speed; so this is done before groups are read.
  ///
  /// - Parameter progress: takes the number of records grouped so far.
  /// - Returns: the number of records grouped.
  @discardableResult
  package func groupNewRecords(progress: (Int) -> Void = { _ in }) throws(RefusalLogError) -> Int {
    guard let end = try RefusalLogError.wrap({ try database.settledSequence() }) else { return 0 }
    var total = 0
    while true {
      let count = try RefusalLogError.wrap { try database.write { try Self.groupNextRecords(upTo: end, in: $0) } }
      total += count
      progress(total)
      guard count == Self.groupingBatch else { return total }
    }
  }

  private static func groupNextRecords(upTo end: Int64, in session: any SQLSession) throws -> Int {
    try session.hold(.upkeep)
    let rows = try session.rows(
      """
      SELECT sequence, content_mode, prompt FROM refusals \
      WHERE sequence > (SELECT done FROM grouping) AND sequence <= ? \
      AND NOT EXISTS (SELECT 1 FROM grouped_records WHERE grouped = sequence) ORDER BY sequence LIMIT \(groupingBatch)
      """, [.integer(end)])
    for row in rows {
      guard let prompt = try row.optionalText(2), !prompt.isEmpty else { continue }
      let sequence = try row.int64(0)
      let isHashed = try row.text(1) == ContentMode.hashed.rawValue
      let sketch = isHashed ? PromptSketch(hash: prompt) : PromptSketch(text: prompt)
      let group = try group(of: sketch, in: session) ?? newGroup(of: sketch, led: sequence, in: session)
      try session.execute(
        "INSERT INTO grouped_records (grouped, in_group) VALUES (?, ?)", [.integer(sequence), .integer(group)])
    }
    if let last = rows.last {
      try session.execute("UPDATE grouping SET done = ?", [.integer(try last.int64(0))])
    }
    return rows.count
  }

  /// The group with the same prompt, or the likest one that is like enough.
  private static func group(of sketch: PromptSketch, in session: any SQLSession) throws -> Int64? {
    func groups(band: Int, key: Int64) throws -> [Int64] {
      try session.rows(
        "SELECT band_group FROM prompt_bands WHERE band = ? AND key = ? LIMIT \(bandLimit)",
        [SQLValue(band), .integer(key)]
      ).map { try $0.int64(0) }
    }
    if let same = try groups(band: PromptSketch.bandCount, key: sketch.exactKey).first { return same }
    var hits: [Int64: Int] = [:]
    for (band, key) in sketch.bandKeys.enumerated() {
      for group in try groups(band: band, key: key) { hits[group, default: 0] += 1 }
    }
    let likely = hits.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(comparedLimit)
    var best: (group: Int64, likeness: Double)?
    for (group, _) in likely {
      let row = try session.row("SELECT minima FROM prompt_groups WHERE number = ?", [.integer(group)])
      guard let row, let minima = PromptSketch.minima(blob: try row.blob(0)) else { continue }
      let likeness = sketch.likeness(to: minima)
      if likeness >= PromptSketch.threshold, likeness > best?.likeness ?? 0 { best = (group, likeness) }
    }
    return best?.group
  }

  private static func newGroup(
    of sketch: PromptSketch, led leader: Int64, in session: any SQLSession
  ) throws -> Int64 {
    let row = try session.row(
      "INSERT INTO prompt_groups (leader, minima) VALUES (?, ?) RETURNING number",
      [.integer(leader), .blob(sketch.blob)])
    guard let number = try row?.int64(0) else { throw SQLFailure.unfitting }
    let bands = (sketch.bandKeys + [sketch.exactKey]).enumerated().map { band, key in
      // Behind the bands, or alone, stands the exact key.
      let isExact = band == sketch.bandKeys.count
      return [SQLValue(isExact ? PromptSketch.bandCount : band), .integer(key), .integer(number)]
    }
    _ = try session.execute("INSERT INTO prompt_bands (band, key, band_group) VALUES (?, ?, ?)", each: bands)
    return number
  }

  /// Groups of the records that pass the filter, those with the most records first. Records that `groupNewRecords` has
  /// not seen yet stand alone.
  package func groups(
    _ filter: RefusalFilter = RefusalFilter(), limit: Int
  ) throws(RefusalLogError) -> [RefusalGroup] {
    let condition = filter.condition(database.dialect)
    return try RefusalLogError.wrap {
      try database.read { session in
        let rows = try session.rows(
          """
          SELECT max(in_group), count(*) AS records, max(id) AS newest, count(record_id) FROM refusals \
          LEFT JOIN grouped_records ON grouped = sequence \
          LEFT JOIN standing_reviews ON record_id = id\(condition.sql) \
          GROUP BY coalesce(in_group, -sequence) ORDER BY records DESC, newest DESC LIMIT \(max(limit, 0))
          """, condition.arguments)
        let one = RefusalColumns.select + " WHERE id = ?"
        return try rows.compactMap { row in
          guard let newest = try session.row(one, [row.values[2]]) else { return nil }
          return RefusalGroup(
            number: try row.optionalInt64(0), count: try row.int(1), reviewed: try row.int(3),
            newest: try RefusalColumns.record(from: newest))
        }
      }
    }
  }
}
