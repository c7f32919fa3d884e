import GRDB

/// Conditions joined by AND, with their arguments; never any input in the SQL itself.
struct SQLCondition {
  private var parts: [String] = []
  private(set) var arguments = StatementArguments()

  mutating func add(_ sql: String, _ argument: some DatabaseValueConvertible) {
    parts.append(sql)
    arguments += [argument]
  }

  /// A condition with arguments of its own, in their order.
  mutating func add(_ sql: String, _ arguments: StatementArguments) {
    parts.append("(\(sql))")
    self.arguments += arguments
  }

  mutating func add(_ column: String, oneOf values: [String]) {
    guard !values.isEmpty else { return }
    parts.append("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
    arguments += StatementArguments(values)
  }

  /// ` WHERE …`, or nothing.
  var sql: String { parts.isEmpty ? "" : " WHERE " + parts.joined(separator: " AND ") }
}
