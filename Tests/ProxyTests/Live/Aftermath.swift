import RefusalLog

/// What is left of a live run once everything has shut down: nothing of it changes any more.
struct Aftermath {
  var metrics: String
  /// The newest first.
  var records: [RefusalRecord]
  var stats: RefusalStats
  var counters: WriterCounters

  /// The value of one series, by its name with its labels; nil when it is not there.
  func metric(_ series: String) -> Double? {
    metrics.split(separator: "\n").first { $0.hasPrefix(series + " ") }
      .flatMap { Double($0.dropFirst(series.count + 1)) }
  }

  /// Requests by outcome.
  var outcomes: [String: Int] { stats.requests.outcomes }
}
