import Taxonomy

extension RefusalStore {
  /// Counts of a time, for one app, model or policy or for all. Reads sums of hours and days, not records.
  ///
  /// - Parameters:
  ///   - since: Unix milliseconds; counts begin with the hour in which it lies. Nil begins with the first.
  ///   - until: Unix milliseconds; counts end before it, or with the hour in which it lies.
  ///   - model: empty for requests that named none.
  package func stats(
    since: Int64? = nil, until: Int64? = nil, app: String? = nil, model: String? = nil, policy: String? = nil
  ) throws(RefusalLogError) -> RefusalStats {
    let filter = CountFilter(app: app, model: model, policy: policy)
    let spans = CountedSpan.covering(since: since, until: until)
    return try RefusalLogError.wrap {
      try database.read { session in
        var stats = StatsSums()
        for span in spans {
          try Self.addRecords(filter.records(in: span), to: &stats, session)
          try Self.addDays(filter.records(in: span), to: &stats, session)
          try Self.addCategories(filter.records(in: span), to: &stats, session)
          try Self.addRequests(filter, in: span, to: &stats, session)
        }
        return stats.stats(since: since, until: until)
      }
    }
  }

  private static func addRecords(
    _ condition: SQLCondition, to stats: inout StatsSums, _ session: any SQLSession
  ) throws {
    var condition = condition
    condition.add("category = ?", .text(""))
    let sql = """
      SELECT app, model, policy, verdict, label, CAST(sum(records) AS BIGINT) FROM record_counts\(condition.sql) \
      GROUP BY 1, 2, 3, 4, 5
      """
    for row in try session.rows(sql, condition.arguments) {
      stats.addRecords(
        app: try row.text(0), model: try row.text(1), policy: try row.text(2), verdict: try row.text(3),
        label: try row.text(4), records: try row.int(5))
    }
  }

  private static func addDays(_ condition: SQLCondition, to stats: inout StatsSums, _ session: any SQLSession) throws {
    var condition = condition
    condition.add("category = ?", .text(""))
    let sql = """
      SELECT start_hour / 24, verdict, CAST(sum(records) AS BIGINT) FROM record_counts\(condition.sql) GROUP BY 1, 2
      """
    for row in try session.rows(sql, condition.arguments) {
      stats.addRecords(day: try row.int(0), verdict: try row.text(1), records: try row.int(2))
    }
  }

  private static func addCategories(
    _ condition: SQLCondition, to stats: inout StatsSums, _ session: any SQLSession
  ) throws {
    var condition = condition
    condition.add("category", oneOf: HazardCategory.allCases.map(\.rawValue))
    // One sum for each word, so that rows are summed up in the order in which they lie, without sorting them.
    let words =
      Verdict.allCases.map { ("verdict", $0.rawValue) } + ReviewLabel.allCases.map { ("label", $0.rawValue) }
    let sums = words.map { column, word in
      "CAST(sum(CASE \(column) WHEN '\(word)' THEN records ELSE 0 END) AS BIGINT)"
    }
    let sql = """
      SELECT category, \(sums.joined(separator: ", ")) FROM record_counts\(condition.sql) GROUP BY category
      """
    for row in try session.rows(sql, condition.arguments) {
      for (place, (column, word)) in words.enumerated() where try row.int(place + 1) > 0 {
        let records = try row.int(place + 1)
        if column == "verdict" {
          stats.addRecords(category: try row.text(0), verdict: word, records: records)
        } else {
          stats.addReviews(category: try row.text(0), label: word, records: records)
        }
      }
    }
  }

  private static func addRequests(
    _ filter: CountFilter, in span: CountedSpan, to stats: inout StatsSums, _ session: any SQLSession
  ) throws {
    let (table, time, condition) = filter.requests(in: span)
    let outcomes = "outcome, is_prompt_safe, CAST(sum(requests) AS BIGINT) FROM \(table)\(condition.sql)"
    for row in try session.rows("SELECT app, model, policy, \(outcomes) GROUP BY 1, 2, 3, 4, 5", condition.arguments) {
      stats.addRequests(
        app: try row.text(0), model: try row.text(1), policy: try row.text(2), outcome: try row.text(3),
        isPromptSafe: try row.bool(4), requests: try row.int(5))
    }
    let day = span.spanHours == 24 ? time : "\(time) / 24"
    for row in try session.rows("SELECT \(day), \(outcomes) GROUP BY 1, 2, 3", condition.arguments) {
      stats.addRequests(
        day: try row.int(0), outcome: try row.text(1), isPromptSafe: try row.bool(2), requests: try row.int(3))
    }
  }
}
