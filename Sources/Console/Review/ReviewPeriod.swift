/// How far back a list of records looks.
package enum ReviewPeriod: String, CaseIterable, Sendable {
  case day = "24h"
  case week = "7d"
  case month = "30d"
  case quarter = "90d"
  case all

  var words: String {
    switch self {
    case .day: "Last 24 hours"
    case .week: "Last 7 days"
    case .month: "Last 30 days"
    case .quarter: "Last 90 days"
    case .all: "All times"
    }
  }

  /// Its beginning in Unix milliseconds; nil for all times.
  func start(now: Int64) -> Int64? {
    let hours: Int64
    switch self {
    case .day: hours = 24
    case .week: hours = 7 * 24
    case .month: hours = 30 * 24
    case .quarter: hours = 90 * 24
    case .all: return nil
    }
    return max(0, now - hours * 3_600_000)
  }
}
