import RefusalLog

/// How far back the overview looks, in whole hours or days of UTC, the present one included.
package enum OverviewPeriod: String, CaseIterable {
  case day = "24h"
  case week = "7d"
  case month = "30d"
  case quarter = "90d"

  /// As in “in the last …”.
  var words: String {
    switch self {
    case .day: "24 hours"
    case .week: "7 days"
    case .month: "30 days"
    case .quarter: "90 days"
    }
  }

  /// What is counted together in pictures.
  var span: RefusalStats.Span {
    switch self {
    case .day, .week: .hour
    case .month, .quarter: .day
    }
  }

  /// Spans that make one column of a picture.
  var spansPerColumn: Int {
    switch self {
    case .day, .month, .quarter: 1
    case .week: 6
    }
  }

  /// Columns of a picture.
  package var columns: Int {
    switch self {
    case .day: 24
    case .week: 28
    case .month: 30
    case .quarter: 90
    }
  }

  /// Of one column, in milliseconds.
  package var columnMilliseconds: Int64 { span.milliseconds * Int64(spansPerColumn) }

  /// Its beginning and its end, which is that of the column in which `now` lies; Unix milliseconds.
  package func range(now: Int64) -> Range<Int64> {
    let end = (now / columnMilliseconds + 1) * columnMilliseconds
    return (end - columnMilliseconds * Int64(columns))..<end
  }
}
