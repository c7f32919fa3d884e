/// A stretch of time over which counts of one kind are summed up.
struct CountedSpan: Equatable {
  /// 1 for counts by the hour, 24 for those by the day.
  var spanHours: Int64
  /// Hours since 1970.
  var firstHour: Int64
  /// Behind the last hour.
  var endHour: Int64

  /// The hours from `since` to `until` (Unix milliseconds, each with the whole of its hour), whole days as days: few
  /// rows to sum up, however long the time is.
  static func covering(since: Int64?, until: Int64?) -> [CountedSpan] {
    let first = hour(since ?? 0, roundedUp: false)
    let end = until.map { hour($0, roundedUp: true) } ?? lastHour
    let firstDay = (first + 23) / 24 * 24
    let endDay = end / 24 * 24
    guard firstDay < endDay else { return [CountedSpan(spanHours: 1, firstHour: first, endHour: end)] }
    return [
      CountedSpan(spanHours: 1, firstHour: first, endHour: firstDay),
      CountedSpan(spanHours: 24, firstHour: firstDay, endHour: endDay),
      CountedSpan(spanHours: 1, firstHour: endDay, endHour: end),
    ].filter { $0.firstHour < $0.endHour }
  }

  /// The same, in counts of one kind.
  static func covering(
    since: Int64?, until: Int64?, by span: RefusalStats.Span
  ) -> CountedSpan {
    let hours = span.milliseconds / 3_600_000
    let first = hour(since ?? 0, roundedUp: false) / hours * hours
    let end = until.map { (hour($0, roundedUp: true) + hours - 1) / hours * hours } ?? lastHour
    return CountedSpan(spanHours: hours, firstHour: first, endHour: end)
  }

  /// Beyond every id's time (48 bits of milliseconds), and the beginning of a day.
  private static let lastHour: Int64 = (1 << 48) / 86_400_000 * 24 + 24

  private static func hour(_ milliseconds: Int64, roundedUp: Bool) -> Int64 {
    let clamped = min(max(milliseconds, 0), 1 << 48)
    return (clamped + (roundedUp ? 3_599_999 : 0)) / 3_600_000
  }
}
