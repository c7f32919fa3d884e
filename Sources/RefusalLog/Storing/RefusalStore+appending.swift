import GRDB

extension RefusalStore: RecordStorage {
  func append(_ records: [RefusalRecord], traffic: [TrafficKey: Int]) throws(RefusalLogError) -> AppendOutcome {
    try RefusalLogError.wrap {
      do {
        return try database.write { try Self.append(records, traffic: traffic, to: $0, keepsOnlyValid: false) }
      } catch let error as DatabaseError where error.isPermanent {
        return try database.write { try Self.append(records, traffic: traffic, to: $0, keepsOnlyValid: true) }
      }
    }
  }

  private static func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int], to database: Database, keepsOnlyValid: Bool
  ) throws -> AppendOutcome {
    var outcome = AppendOutcome()
    let insert = try database.cachedStatement(sql: RefusalColumns.insert)
    for record in records {
      do {
        try insert.execute(arguments: RefusalColumns.arguments(of: record))
        // SQLite undoes a statement that fails, so the transaction goes on without it.
      } catch let error as DatabaseError where keepsOnlyValid && error.isPermanent {
        outcome.rejected += 1
        continue
      }
      if database.changesCount > 0 { outcome.written += 1 } else { outcome.duplicates += 1 }
    }
    let count = try database.cachedStatement(
      sql: """
        INSERT INTO traffic (hour, app, model, policy, outcome, is_prompt_safe, requests) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET requests = requests + excluded.requests
        """)
    for (key, requests) in traffic {
      do {
        try count.execute(arguments: [
          key.hour, key.app, key.model, key.policy, key.outcome.rawValue, key.isPromptSafe, requests,
        ])
      } catch let error as DatabaseError where keepsOnlyValid && error.isPermanent {
        continue
      }
      outcome.requests += requests
    }
    return outcome
  }
}

extension DatabaseError {
  /// True when the same data would fail again: the schema refuses it.
  fileprivate var isPermanent: Bool {
    switch resultCode {
    case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH: true
    default: false
    }
  }
}
