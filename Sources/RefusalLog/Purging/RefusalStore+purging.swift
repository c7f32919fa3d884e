import Foundation

extension RefusalStore {
  /// Records deleted in one transaction, so that the proxy's own wait for it stays short.
  private static let purgeBatch = 500

  /// Deletes the records that pass the filter, with their reviews and what apps said of them, and overwrites what they
  /// held. Counts of requests stay: they hold nothing of anybody.
  ///
  /// - Parameters:
  ///   - filter: never an empty one, which would take the whole log.
  ///   - progress: takes the number of records deleted so far.
  package func purge(
    _ filter: RefusalFilter, progress: (Int) -> Void = { _ in }
  ) throws(RefusalLogError) -> PurgeOutcome {
    precondition(filter != RefusalFilter(), "a purge without a filter")
    let condition = filter.condition(database.dialect)
    return try RefusalLogError.wrap {
      var outcome = PurgeOutcome()
      try database.prepareErasing()
      while true {
        let count = try database.write { session in
          try session.hold(.upkeep)
          return try Self.purgeNextRecords(condition, in: session)
        }
        outcome.records += count
        progress(outcome.records)
        guard count == Self.purgeBatch else { break }
      }
      outcome.feedback = try purgeFeedback(filter)
      guard outcome.records + outcome.feedback > 0 else { return outcome }
      outcome.isErased = try database.finishErasing()
      return outcome
    }
  }

  private static func purgeNextRecords(_ condition: SQLCondition, in session: any SQLSession) throws -> Int {
    // By id: the oldest first, and each batch starts where the one before ended.
    let records = try CountedRecord.fetch(
      "\(condition.sql) ORDER BY id LIMIT \(purgeBatch)", condition.arguments, in: session)
    guard !records.isEmpty else { return 0 }
    var counts = RecordTally()
    var queue = QueueTally()
    for record in records {
      counts.add(record.facts, label: record.label, -1)
      queue.leave(record)
    }
    // Numbers of this database, never input.
    let sequences = records.map { String($0.sequence) }.joined(separator: ", ")
    try handOverGroups(ledBy: sequences, in: session)
    try session.execute("DELETE FROM refusals WHERE sequence IN (\(sequences))")
    _ = try session.execute("DELETE FROM feedback WHERE decision = ?", each: records.map { [.text($0.id)] })
    try queue.apply(to: session)
    try queue.findNewest(in: session)
    try counts.apply(to: session)
    return records.count
  }

  /// Groups that lose the record which began them go on with the next one, so that the others need not be grouped anew;
  /// what was stored of the first prompt goes with it. Those that lose all their records go with the first.
  ///
  /// - Parameter sequences: of the records that are deleted, with commas between them.
  private static func handOverGroups(ledBy sequences: String, in session: any SQLSession) throws {
    let heirs = try session.rows(
      """
      SELECT number, (SELECT min(grouped) FROM grouped_records WHERE in_group = number AND grouped NOT IN (\(sequences))) \
      FROM prompt_groups WHERE leader IN (\(sequences))
      """)
    for row in heirs {
      let group = try row.int64(0)
      guard let heir = try row.optionalInt64(1) else { continue }
      let prompt = try session.row("SELECT content_mode, prompt FROM refusals WHERE sequence = ?", [.integer(heir)])
      let sketch = try prompt.flatMap { try PromptSketch(mode: $0.text(0), prompt: $0.optionalText(1)) }
      try session.execute(
        "UPDATE prompt_groups SET leader = ?, minima = ? WHERE number = ?",
        [.integer(heir), .blob(sketch?.blob ?? Data()), .integer(group)])
      try session.execute("DELETE FROM prompt_bands WHERE band_group = ?", [.integer(group)])
      try sketch?.storeBands(of: group, in: session)
    }
  }

  /// Feedback on decisions that have no record, by age and app. Where the filter asks for what only a record says, it
  /// stays: nothing tells whether it is meant.
  private func purgeFeedback(_ filter: RefusalFilter) throws -> Int {
    guard filter == RefusalFilter(until: filter.until, apps: filter.apps), let until = filter.until else { return 0 }
    return try deleteFeedbackWithoutRecord(before: until, apps: filter.apps)
  }
}
