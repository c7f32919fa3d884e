extension RefusalStore {
  /// Records deleted in one transaction, so that the proxy's own wait for it stays short.
  private static let purgeBatch = 500

  /// Deletes the records that pass the filter, with their reviews, and overwrites what they held. Counts of requests
  /// stay: they hold nothing of anybody.
  ///
  /// - Parameters:
  ///   - filter: never an empty one, which would take the whole log.
  ///   - progress: takes the number of records deleted so far.
  package func purge(
    _ filter: RefusalFilter, progress: (Int) -> Void = { _ in }
  ) throws(RefusalLogError) -> PurgeOutcome {
    precondition(filter != RefusalFilter(), "a purge without a filter")
    let condition = filter.condition(database.dialect)
    // By id: the oldest first, and each batch starts where the one before ended.
    let sql = """
      DELETE FROM refusals WHERE sequence IN \
      (SELECT sequence FROM refusals\(condition.sql) ORDER BY id LIMIT \(Self.purgeBatch))
      """
    return try RefusalLogError.wrap {
      var outcome = PurgeOutcome()
      try database.prepareErasing()
      while true {
        let count = try database.write { session in
          try session.hold(.upkeep)
          return try session.execute(sql, condition.arguments)
        }
        outcome.records += count
        progress(outcome.records)
        guard count == Self.purgeBatch else { break }
      }
      guard outcome.records > 0 else { return outcome }
      outcome.isErased = try database.finishErasing()
      return outcome
    }
  }
}
