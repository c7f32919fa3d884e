import GRDB
import Taxonomy

extension RefusalStore {
  /// Counts of everything since a Unix time in milliseconds; nil counts all.
  package func stats(since: Int64? = nil) throws(RefusalLogError) -> RefusalStats {
    try RefusalLogError.wrap {
      try database.read { database in
        var stats = RefusalStats(
          since: since, records: 0, verdicts: [:], labels: [:], requests: .init(), policies: [], models: [], apps: [],
          days: [])
        stats.verdicts = try Self.countRecords(database, by: "verdict", since: since)
        stats.records = stats.verdicts.values.reduce(0, +)
        stats.labels = try Self.labels(database, since: since)
        stats.policies = try Self.groups(database, by: "policy", since: since)
        stats.models = try Self.groups(database, by: "model", since: since)
        stats.apps = try Self.groups(database, by: "app", since: since)
        stats.days = try Self.days(database, since: since)
        for day in stats.days { stats.requests.add(day.requests) }
        return stats
      }
    }
  }

  private static func labels(_ database: Database, since: Int64?) throws -> [String: [String: Int]] {
    let condition = RefusalFilter(since: since).condition()
    var counts: [String: [String: Int]] = [:]
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT verdict, standing_label, count(*) FROM standing_reviews JOIN refusals ON id = record_id\(condition.sql) \
        GROUP BY 1, 2
        """, arguments: condition.arguments)
    while let row = try rows.next() { counts[row[0], default: [:]][row[1]] = row[2] }
    return counts
  }

  private static func groups(
    _ database: Database, by column: String, since: Int64?
  ) throws -> [RefusalStats.Group] {
    let records = try countRecords(database, by: column, since: since)
    let requests = try countRequests(database, by: column, since: since)
    return Set(records.keys).union(requests.keys)
      .map { RefusalStats.Group(name: $0, records: records[$0] ?? 0, requests: requests[$0] ?? .init()) }
      .sorted { ($1.records, $1.requests.total, $0.name) < ($0.records, $0.requests.total, $1.name) }
  }

  private static func days(_ database: Database, since: Int64?) throws -> [RefusalStats.Day] {
    var days: [Int: RefusalStats.Day] = [:]
    let condition = RefusalFilter(since: since).condition()
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT time_ms / 86400000, verdict, count(*) FROM refusals\(condition.sql) GROUP BY 1, 2",
      arguments: condition.arguments)
    while let row = try rows.next() {
      days[row[0], default: .empty(row[0])].verdicts[row[1], default: 0] += row[2] as Int
    }
    for (day, requests) in try countRequests(database, by: "hour / 24", since: since) {
      guard let number = Int(day) else { continue }
      days[number, default: .empty(number)].requests = requests
    }
    return days.sorted { $0.key < $1.key }.map(\.value)
  }

  /// - Parameter column: a column's name, never input. No model counts as an empty name.
  private static func countRecords(_ database: Database, by column: String, since: Int64?) throws -> [String: Int] {
    let condition = RefusalFilter(since: since).condition()
    var counts: [String: Int] = [:]
    let rows = try Row.fetchCursor(
      database, sql: "SELECT \(column), count(*) FROM refusals\(condition.sql) GROUP BY 1",
      arguments: condition.arguments)
    while let row = try rows.next() { counts[row[0] ?? "", default: 0] += row[1] as Int }
    return counts
  }

  /// - Parameter expression: over the columns of `traffic`, never input.
  private static func countRequests(
    _ database: Database, by expression: String, since: Int64?
  ) throws -> [String: RefusalStats.Requests] {
    var counts: [String: RefusalStats.Requests] = [:]
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT CAST(\(expression) AS TEXT), outcome, is_prompt_safe, sum(requests) FROM traffic WHERE hour >= ?
        GROUP BY 1, 2, 3
        """,
      arguments: [(since ?? 0) / 3_600_000])
    while let row = try rows.next() {
      counts[row[0], default: .init()].add(outcome: row[1], isPromptSafe: row[2], requests: row[3])
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
