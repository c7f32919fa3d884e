import RefusalLog

/// What stands below the columns of a picture, and what a column is called.
package struct ChartTimes {
  private let period: OverviewPeriod

  package init(period: OverviewPeriod) { self.period = period }

  /// Columns with a label below, and the label: round times, so few that they fit a narrow screen.
  func labels(_ starts: [Int64]) -> [(column: Int, text: String)] {
    starts.enumerated().compactMap { index, start in
      let time = Self.parts(start)
      switch period {
      case .day: return time.hour.isMultiple(of: 4) ? (index, Self.clock(time.hour)) : nil
      case .week: return time.hour == 0 ? (index, Self.weekdays[time.weekday]) : nil
      case .month:
        return (starts.count - 1 - index).isMultiple(of: 5) ? (index, Self.date(time)) : nil
      case .quarter: return (starts.count - 1 - index).isMultiple(of: 15) ? (index, Self.date(time)) : nil
      }
    }
  }

  /// A column in words: `Mon 17 Nov, 06:00–12:00`.
  package func name(_ start: Int64) -> String {
    let time = Self.parts(start)
    let day = "\(Self.weekdays[time.weekday]) \(Self.date(time))"
    guard period.span == .hour else { return day }
    let end = Self.parts(start + period.columnMilliseconds)
    return "\(day), \(Self.clock(time.hour))–\(Self.clock(end.hour == 0 ? 24 : end.hour))"
  }

  private struct Parts {
    var month: Int
    var day: Int
    var weekday: Int
    var hour: Int
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func clock(_ hour: Int) -> String { (hour < 10 ? "0" : "") + "\(hour):00" }

  private static func date(_ parts: Parts) -> String { "\(parts.day) \(months[parts.month - 1])" }

  /// In UTC. The date of a day's number is that of Howard Hinnant's `civil_from_days`.
  private static func parts(_ milliseconds: Int64) -> Parts {
    let days = Int(milliseconds / 86_400_000)
    let hour = Int(milliseconds % 86_400_000 / 3_600_000)
    let shifted = days + 719_468
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    return Parts(
      month: shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, weekday: (days + 4) % 7, hour: hour)
  }
}
