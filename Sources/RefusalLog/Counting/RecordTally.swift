/// How the counts of records change with a transaction.
struct RecordTally {
  private struct Key: Hashable {
    var hour: Int64
    var category: String
    var app: String
    var model: String
    var policy: String
    var verdict: String
    var label: String
  }

  private var changes: [Key: Int] = [:]

  /// - Parameter label: of the standing review; nil without one.
  mutating func add(_ facts: RecordFacts, label: String?, _ records: Int) {
    var key = Key(
      hour: facts.hour, category: "", app: facts.app, model: facts.model, policy: facts.policy,
      verdict: facts.verdict, label: label ?? "")
    changes[key, default: 0] += records
    for category in facts.categories {
      key.category = category
      changes[key, default: 0] += records
    }
  }

  /// Writes the changes, in one order everywhere: transactions that count the same wait for each other, and never in a
  /// circle.
  func apply(to session: any SQLSession) throws {
    var run: [RecordCount] = []
    for (count, change) in sorted() where change != 0 {
      if change > 0 {
        try session.execute(Self.more, count.values + [SQLValue(change)])
      } else {
        try session.execute(Self.fewer, [SQLValue(-change), SQLValue(-change)] + count.values)
        run.append(count)
      }
    }
    _ = try session.execute(Self.forget, each: run.map(\.values))
  }

  /// The same where nothing is taken away: all in one go.
  func applyAdditions(to session: any SQLSession) throws {
    let rows = sorted().map { $0.count.values + [SQLValue($0.change)] }
    let many = rows.count / Self.rowsTogether * Self.rowsTogether
    let together = stride(from: 0, to: many, by: Self.rowsTogether).map { first in
      Array(rows[first..<first + Self.rowsTogether].joined())
    }
    if !together.isEmpty { _ = try session.execute(Self.moreTogether, each: together) }
    _ = try session.execute(Self.more, each: Array(rows[many...]))
  }

  private func sorted() -> [(count: RecordCount, change: Int)] {
    var spans: [RecordCount: Int] = [:]
    for (key, change) in changes {
      var count = RecordCount(
        category: key.category, spanHours: 1, startHour: key.hour, app: key.app, model: key.model, policy: key.policy,
        verdict: key.verdict, label: key.label)
      spans[count, default: 0] += change
      count.spanHours = 24
      count.startHour = key.hour / 24 * 24
      spans[count, default: 0] += change
    }
    return spans.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Rows of one statement: several are cheaper than as many statements.
  private static let rowsTogether = 20

  private static let more = insert(rows: 1)
  private static let moreTogether = insert(rows: rowsTogether)

  private static func insert(rows: Int) -> String {
    let values = Array(repeating: "(?, ?, ?, ?, ?, ?, ?, ?, ?)", count: rows).joined(separator: ", ")
    return """
      INSERT INTO record_counts (category, span_hours, start_hour, app, model, policy, verdict, label, records) \
      VALUES \(values) ON CONFLICT (category, span_hours, start_hour, app, model, policy, verdict, label) \
      DO UPDATE SET records = record_counts.records + excluded.records
      """
  }

  private static let key = """
    category = ? AND span_hours = ? AND start_hour = ? AND app = ? AND model = ? AND policy = ? AND verdict = ? \
    AND label = ?
    """
  // A count that was wrong must not keep a record from being reviewed or deleted.
  private static let fewer =
    "UPDATE record_counts SET records = CASE WHEN records > ? THEN records - ? ELSE 0 END WHERE \(key)"
  private static let forget = "DELETE FROM record_counts WHERE \(key) AND records = 0"
}
