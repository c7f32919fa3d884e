import Taxonomy

extension RefusalStore {
  /// Counts of everything since a Unix time in milliseconds; nil counts all.
  package func stats(since: Int64? = nil) throws(RefusalLogError) -> RefusalStats {
    try RefusalLogError.wrap {
      try database.read { session in
        var stats = RefusalStats(
          since: since, records: 0, verdicts: [:], labels: [:], requests: .init(), policies: [], models: [], apps: [],
          days: [])
        stats.verdicts = try Self.countRecords(session, by: "verdict", since: since)
        stats.records = stats.verdicts.values.reduce(0, +)
        stats.labels = try Self.labels(session, since: since)
        stats.policies = try Self.groups(session, by: "policy", since: since)
        stats.models = try Self.groups(session, by: "model", since: since)
        stats.apps = try Self.groups(session, by: "app", since: since)
        stats.days = try Self.days(session, since: since)
        for day in stats.days { stats.requests.add(day.requests) }
        return stats
      }
    }
  }

  private static func labels(_ session: any SQLSession, since: Int64?) throws -> [String: [String: Int]] {
    let condition = RefusalFilter(since: since).condition(session.dialect)
    var counts: [String: [String: Int]] = [:]
    let sql = """
      SELECT verdict, standing_label, count(*) FROM standing_reviews JOIN refusals ON id = record_id\(condition.sql) \
      GROUP BY 1, 2
      """
    for row in try session.rows(sql, condition.arguments) {
      counts[try row.text(0), default: [:]][try row.text(1)] = try row.int(2)
    }
    return counts
  }

  private static func groups(
    _ session: any SQLSession, by column: String, since: Int64?
  ) throws -> [RefusalStats.Group] {
    let records = try countRecords(session, by: column, since: since)
    let requests = try countRequests(session, by: column, since: since)
    return Set(records.keys).union(requests.keys)
      .map { RefusalStats.Group(name: $0, records: records[$0] ?? 0, requests: requests[$0] ?? .init()) }
      .sorted { ($1.records, $1.requests.total, $0.name) < ($0.records, $0.requests.total, $1.name) }
  }

  private static func days(_ session: any SQLSession, since: Int64?) throws -> [RefusalStats.Day] {
    var days: [Int: RefusalStats.Day] = [:]
    let condition = RefusalFilter(since: since).condition(session.dialect)
    let sql = "SELECT time_ms / 86400000, verdict, count(*) FROM refusals\(condition.sql) GROUP BY 1, 2"
    for row in try session.rows(sql, condition.arguments) {
      let day = try row.int(0)
      days[day, default: .empty(day)].verdicts[try row.text(1), default: 0] += try row.int(2)
    }
    for (day, requests) in try countRequests(session, by: "hour / 24", since: since) {
      guard let number = Int(day) else { continue }
      days[number, default: .empty(number)].requests = requests
    }
    return days.sorted { $0.key < $1.key }.map(\.value)
  }

  /// - Parameter column: a column's name, never input. No model counts as an empty name.
  private static func countRecords(_ session: any SQLSession, by column: String, since: Int64?) throws -> [String: Int]
  {
    let condition = RefusalFilter(since: since).condition(session.dialect)
    var counts: [String: Int] = [:]
    let sql = "SELECT \(column), count(*) FROM refusals\(condition.sql) GROUP BY 1"
    for row in try session.rows(sql, condition.arguments) {
      counts[try row.optionalText(0) ?? "", default: 0] += try row.int(1)
    }
    return counts
  }

  /// - Parameter expression: over the columns of `traffic`, never input.
  private static func countRequests(
    _ session: any SQLSession, by expression: String, since: Int64?
  ) throws -> [String: RefusalStats.Requests] {
    var counts: [String: RefusalStats.Requests] = [:]
    let sql = """
      SELECT CAST(\(expression) AS TEXT), outcome, is_prompt_safe, sum(requests) FROM traffic WHERE hour >= ?
      GROUP BY 1, 2, 3
      """
    for row in try session.rows(sql, [.integer((since ?? 0) / 3_600_000)]) {
      counts[try row.text(0), default: .init()]
        .add(outcome: try row.text(1), isPromptSafe: try row.bool(2), requests: try row.int(3))
    }
    return counts
  }
}

extension RefusalStats.Day {
  fileprivate static func empty(_ day: Int) -> RefusalStats.Day {
    RefusalStats.Day(day: TimeText.day(day), verdicts: [:], requests: .init())
  }
}

extension RefusalStats.Requests {
  fileprivate mutating func add(outcome: String, isPromptSafe: Bool, requests: Int) {
    outcomes[outcome, default: 0] += requests
    guard isPromptSafe else { return }
    switch TrafficOutcome(rawValue: outcome) {
    case .modelRefusal:
      answeredSafe += requests
      exaggerated += requests
    case .allowed: answeredSafe += requests
    case .refusedPrompt, .cutAnswer, .classifierFailed, .upstreamFailed, .clientGone, nil: break
    }
  }

  fileprivate mutating func add(_ other: RefusalStats.Requests) {
    outcomes.merge(other.outcomes, uniquingKeysWith: +)
    answeredSafe += other.answeredSafe
    exaggerated += other.exaggerated
  }
}
