extension RefusalStore: RecordStorage {
  package func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int], mark: BatchMark?
  ) throws(RefusalLogError) -> AppendOutcome {
    let rows = records.map(RefusalColumns.arguments)
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
    _ rows: [[SQLValue]], counts: [(key: TrafficKey, requests: Int)]
  ) -> AppendOutcome {
    AppendOutcome(duplicates: rows.count, requests: counts.reduce(0) { $0 + $1.requests })
  }

  private static func append(
    _ rows: [[SQLValue]], counts: [(key: TrafficKey, requests: Int)], to session: any SQLSession
  ) throws -> AppendOutcome {
    try session.hold(.appending)
    var outcome = AppendOutcome()
    outcome.written = try session.execute(RefusalColumns.insert, each: rows).count { $0 > 0 }
    outcome.duplicates = rows.count - outcome.written
    _ = try session.execute(addRequests, each: counts.map { $0.key.arguments(requests: $0.requests) })
    outcome.requests = counts.reduce(0) { $0 + $1.requests }
    return outcome
  }

  /// The same row by row, without what the schema refuses.
  private static func appendValid(
    _ rows: [[SQLValue]], counts: [(key: TrafficKey, requests: Int)], to session: any SQLSession
  ) throws -> AppendOutcome {
    try session.hold(.appending)
    var outcome = AppendOutcome()
    for row in rows {
      var changed = 0
      guard try session.attempt({ changed = try session.execute(RefusalColumns.insert, row) }) else {
        outcome.rejected += 1
        continue
      }
      if changed > 0 { outcome.written += 1 } else { outcome.duplicates += 1 }
    }
    for (key, requests) in counts {
      let isCounted = try session.attempt {
        try session.execute(addRequests, key.arguments(requests: requests))
      }
      if isCounted { outcome.requests += requests }
    }
    return outcome
  }

  private static let addRequests = """
    INSERT INTO traffic (hour, app, model, policy, outcome, is_prompt_safe, requests) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (hour, app, model, policy, outcome, is_prompt_safe)
    DO UPDATE SET requests = traffic.requests + excluded.requests
    """
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
