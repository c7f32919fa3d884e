/// Whose records and requests are counted; nil for all.
struct CountFilter {
  var app: String?
  var model: String?
  var policy: String?

  /// The filter and the span as a condition over `record_counts`.
  func records(in span: CountedSpan) -> SQLCondition {
    var condition = SQLCondition()
    condition.add("span_hours = ?", .integer(span.spanHours))
    condition.add("start_hour >= ?", .integer(span.firstHour))
    condition.add("start_hour < ?", .integer(span.endHour))
    addNames(to: &condition)
    return condition
  }

  /// The same over the table of requests that has such spans, and that table's name and column of time.
  func requests(in span: CountedSpan) -> (table: String, time: String, condition: SQLCondition) {
    let isByDay = span.spanHours == 24
    let time = isByDay ? "day" : "hour"
    var condition = SQLCondition()
    condition.add("\(time) >= ?", .integer(span.firstHour / span.spanHours))
    condition.add("\(time) < ?", .integer(span.endHour / span.spanHours))
    addNames(to: &condition)
    return (isByDay ? "traffic_days" : "traffic", time, condition)
  }

  private func addNames(to condition: inout SQLCondition) {
    if let app { condition.add("app = ?", .text(app)) }
    if let model { condition.add("model = ?", .text(model)) }
    if let policy { condition.add("policy = ?", .text(policy)) }
  }
}
