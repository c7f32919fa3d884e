import Foundation
import GRDB

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
    var total = 0
    while true {
      let count = try RefusalLogError.wrap { try database.write(Self.groupNextRecords) }
      total += count
      progress(total)
      guard count == Self.groupingBatch else { return total }
    }
  }

  private static func groupNextRecords(_ database: Database) throws -> Int {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT sequence, content_mode, prompt FROM refusals WHERE sequence > (SELECT done FROM grouping) \
        AND NOT EXISTS (SELECT 1 FROM grouped_records WHERE grouped = sequence) ORDER BY sequence LIMIT \(groupingBatch)
        """)
    for row in rows {
      guard let prompt: String = row["prompt"], !prompt.isEmpty else { continue }
      let isHashed = row["content_mode"] == ContentMode.hashed.rawValue
      let sketch = isHashed ? PromptSketch(hash: prompt) : PromptSketch(text: prompt)
      let group = try group(of: sketch, in: database) ?? newGroup(of: sketch, led: row["sequence"], in: database)
      try database.cachedStatement(sql: "INSERT INTO grouped_records (grouped, in_group) VALUES (?, ?)")
        .execute(arguments: [row["sequence"] as Int64, group])
    }
    if let last: Int64 = rows.last?["sequence"] {
      try database.execute(sql: "UPDATE grouping SET done = ?", arguments: [last])
    }
    return rows.count
  }

  /// The group with the same prompt, or the likest one that is like enough.
  private static func group(of sketch: PromptSketch, in database: Database) throws -> Int64? {
    let lookUp = try database.cachedStatement(
      sql: "SELECT band_group FROM prompt_bands WHERE band = ? AND key = ? LIMIT \(bandLimit)")
    if let same = try Int64.fetchOne(lookUp, arguments: [PromptSketch.bandCount, sketch.exactKey]) { return same }
    var hits: [Int64: Int] = [:]
    for (band, key) in sketch.bandKeys.enumerated() {
      for group in try Int64.fetchAll(lookUp, arguments: [band, key]) { hits[group, default: 0] += 1 }
    }
    let likely = hits.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(comparedLimit)
    let minimaOf = try database.cachedStatement(sql: "SELECT minima FROM prompt_groups WHERE number = ?")
    var best: (group: Int64, likeness: Double)?
    for (group, _) in likely {
      guard let blob = try Data.fetchOne(minimaOf, arguments: [group]), let minima = PromptSketch.minima(blob: blob)
      else { continue }
      let likeness = sketch.likeness(to: minima)
      if likeness >= PromptSketch.threshold, likeness > best?.likeness ?? 0 { best = (group, likeness) }
    }
    return best?.group
  }

  private static func newGroup(
    of sketch: PromptSketch, led leader: Int64, in database: Database
  ) throws -> Int64 {
    try database.cachedStatement(sql: "INSERT INTO prompt_groups (leader, minima) VALUES (?, ?)")
      .execute(arguments: [leader, sketch.blob])
    let number = database.lastInsertedRowID
    let insert = try database.cachedStatement(
      sql: "INSERT INTO prompt_bands (band, key, band_group) VALUES (?, ?, ?)")
    for (band, key) in (sketch.bandKeys + [sketch.exactKey]).enumerated() {
      // Behind the bands, or alone, stands the exact key.
      let isExact = band == sketch.bandKeys.count
      try insert.execute(arguments: [isExact ? PromptSketch.bandCount : band, key, number])
    }
    return number
  }

  /// Groups of the records that pass the filter, those with the most records first. Records that `groupNewRecords` has
  /// not seen yet stand alone.
  package func groups(
    _ filter: RefusalFilter = RefusalFilter(), limit: Int
  ) throws(RefusalLogError) -> [RefusalGroup] {
    let condition = filter.condition()
    return try RefusalLogError.wrap {
      try database.read { database in
        let rows = try Row.fetchAll(
          database,
          sql: """
            SELECT in_group, count(*) AS records, max(id) AS newest, count(record_id) AS reviewed FROM refusals \
            LEFT JOIN grouped_records ON grouped = sequence \
            LEFT JOIN standing_reviews ON record_id = id\(condition.sql) \
            GROUP BY coalesce(in_group, -sequence) ORDER BY records DESC, newest DESC LIMIT \(max(limit, 0))
            """, arguments: condition.arguments)
        let one = RefusalColumns.select + " WHERE id = ?"
        return try rows.compactMap { row in
          guard let newest = try Row.fetchOne(database, sql: one, arguments: [row["newest"] as String]) else {
            return nil
          }
          return RefusalGroup(
            number: row["in_group"], count: row["records"], reviewed: row["reviewed"],
            newest: try RefusalColumns.record(from: newest))
        }
      }
    }
  }
}
