/// Conditions joined by AND, with their arguments; never any input in the SQL itself.
struct SQLCondition {
  private var parts: [String] = []
  private(set) var arguments: [SQLValue] = []

  mutating func add(_ sql: String, _ argument: SQLValue) {
    parts.append(sql)
    arguments.append(argument)
  }

  /// A condition with arguments of its own, in their order.
  mutating func add(_ sql: String, _ arguments: [SQLValue]) {
    parts.append("(\(sql))")
    self.arguments += arguments
  }

  /// All of another condition.
  mutating func add(_ other: SQLCondition) {
    parts += other.parts
    arguments += other.arguments
  }

  mutating func add(_ column: String, oneOf values: [String]) {
    guard !values.isEmpty else { return }
    parts.append("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
    arguments += values.map { .text($0) }
  }

  /// ` WHERE …`, or nothing.
  var sql: String { parts.isEmpty ? "" : " WHERE " + parts.joined(separator: " AND ") }
}
