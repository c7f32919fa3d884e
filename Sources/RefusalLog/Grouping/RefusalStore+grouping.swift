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
      try CountedRecord.fetch(" WHERE sequence IN (\(sequences))", [], in: session).forEach { queue.enter($0) }
    }
    try queue.apply(to: session)
    try session.execute("UPDATE grouping SET done = ? WHERE done < ?", [.integer(done), .integer(done)])
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
