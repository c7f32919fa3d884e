import GRDB

extension RefusalStore: RecordStorage {
  package func append(
    _ records: [RefusalRecord], traffic: [TrafficKey: Int]
  ) throws(RefusalLogError) -> AppendOutcome {
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
    var insert = try database.cachedStatement(sql: RefusalColumns.insert)
    for record in records {
      do {
        try insert.execute(arguments: RefusalColumns.arguments(of: record))
      } catch let error as DatabaseError where keepsOnlyValid && error.isPermanent {
        outcome.rejected += 1
        // SQLite undid this one row and the transaction goes on, but a statement that failed fails once more when it
        // is reset: take a new one.
        insert = try database.cachedStatement(sql: RefusalColumns.insert)
        continue
      }
      if database.changesCount > 0 { outcome.written += 1 } else { outcome.duplicates += 1 }
    }
    var count = try database.cachedStatement(sql: addRequests)
    for (key, requests) in traffic {
      do {
        try count.execute(arguments: [
          key.hour, key.app, key.model, key.policy, key.outcome.rawValue, key.isPromptSafe, requests,
        ])
      } catch let error as DatabaseError where keepsOnlyValid && error.isPermanent {
        count = try database.cachedStatement(sql: addRequests)
        continue
      }
      outcome.requests += requests
    }
    return outcome
  }

  private static let addRequests = """
    INSERT INTO traffic (hour, app, model, policy, outcome, is_prompt_safe, requests) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET requests = requests + excluded.requests
    """
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
