/// A row of `record_counts`: what is counted there, and over which span.
struct RecordCount: Hashable, Comparable {
  /// Empty for all records.
  var category: String
  /// 1 or 24.
  var spanHours: Int64
  /// The span's first hour since 1970.
  var startHour: Int64
  var app: String
  var model: String
  var policy: String
  var verdict: String
  /// Of the standing review; empty without one.
  var label: String

  static func < (one: RecordCount, other: RecordCount) -> Bool {
    let (first, second) = (
      (one.category, one.spanHours, one.startHour), (other.category, other.spanHours, other.startHour)
    )
    guard first == second else { return first < second }
    return (one.app, one.model, one.policy, one.verdict, one.label)
      < (other.app, other.model, other.policy, other.verdict, other.label)
  }

  var values: [SQLValue] {
    [
      .text(category), .integer(spanHours), .integer(startHour), .text(app), .text(model), .text(policy),
      .text(verdict), .text(label),
    ]
  }
}
