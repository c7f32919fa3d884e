extension RefusalStats {
  /// How long the span of a point is.
  package enum Span: String, CaseIterable, Codable, Sendable {
    case hour
    /// From midnight to midnight, UTC.
    case day

    /// In milliseconds.
    package var milliseconds: Int64 {
      switch self {
      case .hour: 3_600_000
      case .day: 86_400_000
      }
    }
  }

  /// Counts of one span of time, for pictures: its records and the requests that are their denominators.
  package struct Point: Sendable, Equatable, Codable {
    /// Unix milliseconds at which the span begins.
    package var start: Int64
    /// Records by verdict (raw value).
    package var verdicts: [String: Int]
    /// Standing reviews of these records by label (raw value).
    package var labels: [String: Int]
    package var requests: Requests

    package init(
      start: Int64, verdicts: [String: Int] = [:], labels: [String: Int] = [:], requests: Requests = .init()
    ) {
      self.start = start
      self.verdicts = verdicts
      self.labels = labels
      self.requests = requests
    }

    package var records: Int { verdicts.values.reduce(0, +) }
  }
}
