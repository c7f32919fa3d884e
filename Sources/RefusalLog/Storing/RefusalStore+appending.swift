extension RefusalStore: RecordStorage {
  package func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int], mark: BatchMark?
  ) throws(RefusalLogError) -> AppendOutcome {
    let rows = records.map { InsertedRow(facts: RecordFacts($0), values: RefusalColumns.arguments(of: $0)) }
    // In one order everywhere: two transactions that count the same keys wait for each other, and never in a circle.
    let counts = traffic.sorted { $0.key < $1.key }.map { (key: $0.key, requests: $0.value) }
    return try RefusalLogError.wrap {
      do {
        return try database.write { session in
          guard try Self.isNew(mark, in: session) else { return Self.repeated(rows, counts: counts) }
          return try Self.append(rows, counts: counts, to: session)
        }
      } catch let failure as SQLFailure where failure.kind == .refused {
        return try database.write { session in
          guard try Self.isNew(mark, in: session) else { return Self.repeated(rows, counts: counts) }
          return try Self.appendValid(rows, counts: counts, to: session)
        }
      }
    }
  }

  /// What became of a batch that is there already.
  private static func repeated(
    _ rows: [InsertedRow], counts: [(key: TrafficKey, requests: Int)]
  ) -> AppendOutcome {
    AppendOutcome(duplicates: rows.count, requests: counts.reduce(0) { $0 + $1.requests })
  }

  private static func append(
    _ rows: [InsertedRow], counts: [(key: TrafficKey, requests: Int)],
    to session: any SQLSession
  ) throws -> AppendOutcome {
    try session.hold(.appending)
    var outcome = AppendOutcome()
    var tally = RecordTally()
    let changed = try session.execute(RefusalColumns.insert, each: rows.map(\.values))
    for (row, changed) in zip(rows, changed) where changed > 0 {
      tally.add(row.facts, label: nil, 1)
      outcome.written += 1
    }
    outcome.duplicates = rows.count - outcome.written
    try tally.applyAdditions(to: session)
    _ = try session.execute(addRequests, each: counts.map { $0.key.arguments(requests: $0.requests) })
    _ = try session.execute(addDayRequests, each: days(of: counts))
    outcome.requests = counts.reduce(0) { $0 + $1.requests }
    return outcome
  }

  /// The same row by row, without what the schema refuses.
  private static func appendValid(
    _ rows: [InsertedRow], counts: [(key: TrafficKey, requests: Int)],
    to session: any SQLSession
  ) throws -> AppendOutcome {
    try session.hold(.appending)
    var outcome = AppendOutcome()
    var tally = RecordTally()
    for row in rows {
      var changed = 0
      guard try session.attempt({ changed = try session.execute(RefusalColumns.insert, row.values) }) else {
        outcome.rejected += 1
        continue
      }
      if changed > 0 { tally.add(row.facts, label: nil, 1) }
      if changed > 0 { outcome.written += 1 } else { outcome.duplicates += 1 }
    }
    try tally.applyAdditions(to: session)
    var counted: [(key: TrafficKey, requests: Int)] = []
    for (key, requests) in counts {
      let isCounted = try session.attempt {
        try session.execute(addRequests, key.arguments(requests: requests))
      }
      if isCounted { counted.append((key, requests)) }
    }
    _ = try session.execute(addDayRequests, each: days(of: counted))
    outcome.requests = counted.reduce(0) { $0 + $1.requests }
    return outcome
  }

  /// The same counts by day, in their order.
  private static func days(of counts: [(key: TrafficKey, requests: Int)]) -> [[SQLValue]] {
    var days: [TrafficKey: Int] = [:]
    for (key, requests) in counts {
      var day = key
      day.hour /= 24
      days[day, default: 0] += requests
    }
    return days.sorted { $0.key < $1.key }.map { $0.key.arguments(requests: $0.value) }
  }

  private static let addRequests = """
    INSERT INTO traffic (hour, app, model, policy, outcome, is_prompt_safe, requests) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (hour, app, model, policy, outcome, is_prompt_safe)
    DO UPDATE SET requests = traffic.requests + excluded.requests
    """

  private static let addDayRequests = """
    INSERT INTO traffic_days (day, app, model, policy, outcome, is_prompt_safe, requests) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (day, app, model, policy, outcome, is_prompt_safe)
    DO UPDATE SET requests = traffic_days.requests + excluded.requests
    """
}

/// A record as a row, with what it is counted by.
private struct InsertedRow {
  var facts: RecordFacts
  var values: [SQLValue]
}

extension TrafficKey {
  fileprivate static func < (one: TrafficKey, other: TrafficKey) -> Bool {
    let (first, second) = (one.hour, other.hour)
    guard first == second else { return first < second }
    return (one.app, one.model, one.policy, one.outcome.rawValue, one.isPromptSafe ? 1 : 0)
      < (other.app, other.model, other.policy, other.outcome.rawValue, other.isPromptSafe ? 1 : 0)
  }

  fileprivate func arguments(requests: Int) -> [SQLValue] {
    [
      .integer(hour), .text(app), .text(model), .text(policy), .text(outcome.rawValue), SQLValue(isPromptSafe),
      SQLValue(requests),
    ]
  }
}
