import Foundation

extension RefusalStore {
  /// Records grouped in one transaction: short, since the proxy may want to write.
  private static let groupingBatch = 200
  /// Groups of one band that are looked at, and of all bands the ones that are compared.
  private static let bandLimit = 8
  private static let comparedLimit = 8

  /// Gives every record that has none yet its group. The writer does not, since that would cost it a good part of its
  /// speed; so this is done before groups are read, and meanwhile by `GroupingService`.
  ///
  /// - Parameters:
  ///   - limit: so many records suffice, the oldest first; a few more may be grouped.
  ///   - progress: takes the number of records grouped so far.
  /// - Returns: the number of records grouped.
  @discardableResult
  package func groupNewRecords(
    atMost limit: Int = .max, progress: (Int) -> Void = { _ in }
  ) throws(RefusalLogError) -> Int {
    guard let end = try RefusalLogError.wrap({ try database.settledSequence() }) else { return 0 }
    var total = 0
    while true {
      let count = try RefusalLogError.wrap { try database.write { try Self.groupNextRecords(upTo: end, in: $0) } }
      total += count
      progress(total)
      guard count == Self.groupingBatch, total < limit else { return total }
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
    // Fewer than asked for: all that is there was looked at.
    let done = try rows.count < groupingBatch ? end : rows.last?.int64(0) ?? end
    for row in rows {
      let sequence = try row.int64(0)
      let sketch = PromptSketch(mode: try row.text(1), prompt: try row.optionalText(2))
      let known = try sketch.flatMap { try group(of: $0, in: session) }
      let number = try known ?? newGroup(of: sketch, led: sequence, in: session)
      try session.execute(
        "INSERT INTO grouped_records (grouped, in_group) VALUES (?, ?)", [.integer(sequence), .integer(number)])
    }
    var queue = QueueTally()
    // Numbers of this database, never input.
    let sequences = try rows.map { String(try $0.int64(0)) }.joined(separator: ", ")
    if !rows.isEmpty {
      let records = try CountedRecord.fetch(
        " WHERE sequence IN (\(sequences))", [], hasCategories: false, in: session)
      for record in records { queue.enter(record) }
    }
    try queue.apply(to: session)
    try session.execute("UPDATE grouping SET done = ? WHERE done < ?", [.integer(done), .integer(done)])
    return rows.count
  }

  private static let exactGroup =
    "SELECT band_group FROM prompt_bands WHERE band = \(PromptSketch.bandCount) AND key = ? LIMIT 1"

  /// All bands in one statement: a server is asked once a record.
  private static let bandGroups = (0..<PromptSketch.bandCount)
    .map {
      "SELECT * FROM (SELECT band_group FROM prompt_bands WHERE band = \($0) AND key = ? LIMIT \(bandLimit)) b\($0)"
    }
    .joined(separator: " UNION ALL ")

  /// The group with the same prompt, or the likest one that is like enough.
  private static func group(of sketch: PromptSketch, in session: any SQLSession) throws -> Int64? {
    if let same = try session.row(exactGroup, [.integer(sketch.exactKey)]) { return try same.int64(0) }
    let keys = sketch.bandKeys
    guard !keys.isEmpty else { return nil }
    var hits: [Int64: Int] = [:]
    for row in try session.rows(bandGroups, keys.map { .integer($0) }) { hits[try row.int64(0), default: 0] += 1 }
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

  /// - Parameter sketch: nil for a record that keeps nothing of its prompt: no other joins its group.
  private static func newGroup(
    of sketch: PromptSketch?, led leader: Int64, in session: any SQLSession
  ) throws -> Int64 {
    let row = try session.row(
      "INSERT INTO prompt_groups (leader, minima) VALUES (?, ?) RETURNING number",
      [.integer(leader), .blob(sketch?.blob ?? Data())])
    guard let number = try row?.int64(0) else { throw SQLFailure.unfitting }
    try sketch?.storeBands(of: number, in: session)
    return number
  }
}
