import RefusalLog

/// All numbers of the overview, read in one go.
struct OverviewFigures: Sendable {
  /// One column of the pictures.
  struct Column: Sendable, Equatable {
    /// Unix milliseconds at which it begins.
    var start: Int64
    var requests: RefusalStats.Requests
  }

  /// Records of one hazard category. A record may be of several or of none.
  struct Category: Sendable, Equatable {
    /// Raw value of `HazardCategory`.
    var name: String
    var records: Int
    /// By verdict (raw value).
    var verdicts: [String: Int]
  }

  var stats: RefusalStats
  /// Most records first.
  var categories: [Category]
  /// As long a time just before.
  var before: RefusalStats.Requests
  var columns: [Column]
  /// The names that can be asked for.
  var apps: [String]
  var models: [String]
  var policies: [String]
  /// Where the period begins, Unix milliseconds.
  var start: Int64

  /// - Parameter now: Unix milliseconds.
  init(_ query: OverviewQuery, now: Int64, in store: RefusalStore) throws {
    let period = query.period
    let range = period.range(now: now)
    start = range.lowerBound
    stats = try store.stats(
      since: range.lowerBound, until: range.upperBound, app: query.app, model: query.model, policy: query.policy)
    categories = stats.categories.map { Category(name: $0.name, records: $0.records, verdicts: $0.verdicts) }
    let length = range.upperBound - range.lowerBound
    before = try store.stats(
      since: range.lowerBound - length, until: range.lowerBound, app: query.app, model: query.model,
      policy: query.policy
    ).requests
    let points = try store.series(
      by: period.span, since: range.lowerBound, until: range.upperBound, app: query.app, model: query.model,
      policy: query.policy)
    columns = Self.columns(points, period: period, range: range)
    let all = query.words.isEmpty ? stats : try store.stats(since: range.lowerBound, until: range.upperBound)
    apps = all.apps.map(\.name)
    models = all.models.map(\.name)
    policies = all.policies.map(\.name)
  }

  /// Puts spans together; there is a column for each of the period, also where nothing was.
  static func columns(
    _ points: [RefusalStats.Point], period: OverviewPeriod, range: Range<Int64>
  ) -> [Column] {
    let length = period.columnMilliseconds
    var columns = (0..<period.columns).map { index in
      Column(start: range.lowerBound + length * Int64(index), requests: .init())
    }
    for point in points where range.contains(point.start) {
      columns[Int((point.start - range.lowerBound) / length)].requests += point.requests
    }
    return columns
  }
}

extension RefusalStats.Requests {
  static func += (sum: inout Self, other: Self) {
    sum.outcomes.merge(other.outcomes, uniquingKeysWith: +)
    sum.answeredSafe += other.answeredSafe
    sum.exaggerated += other.exaggerated
  }

  func count(_ outcome: TrafficOutcome) -> Int { outcomes[outcome.rawValue] ?? 0 }

  /// Requests that a rule refused, before or after generation.
  var blocked: Int { count(.refusedPrompt) + count(.cutAnswer) }

  /// Answers in which the model refused a prompt that was not judged safe.
  var rightRefusals: Int { max(0, count(.modelRefusal) - exaggerated) }

  /// Requests that came to no end: the classifier or the model server failed, or the client went away.
  var failed: Int { count(.classifierFailed) + count(.upstreamFailed) + count(.clientGone) }

  var falseRefusals: Proportion { Proportion(exaggerated, of: answeredSafe) }
  var blocks: Proportion { Proportion(blocked, of: total) }
}
