extension RefusalStore {
  /// Most points with nothing in them that are filled in.
  private static let pointLimit: Int64 = 10_000

  /// Counts span by span, the oldest first, with the spans between in which nothing was.
  ///
  /// - Parameters:
  ///   - since: Unix milliseconds; the span in which it lies counts whole. Nil begins with the first count.
  ///   - until: Unix milliseconds; counts end before it, or with the span in which it lies. Nil ends with the last.
  ///   - model: empty for requests that named none.
  package func series(
    by span: RefusalStats.Span, since: Int64? = nil, until: Int64? = nil, app: String? = nil, model: String? = nil,
    policy: String? = nil
  ) throws(RefusalLogError) -> [RefusalStats.Point] {
    let filter = CountFilter(app: app, model: model, policy: policy)
    let counted = CountedSpan.covering(since: since, until: until, by: span)
    let points = try RefusalLogError.wrap { try database.read { try Self.points(filter, in: counted, $0) } }
    return Self.filled(points, counted, hasStart: since != nil, hasEnd: until != nil)
  }

  /// By the hour in which they begin.
  private static func points(
    _ filter: CountFilter, in span: CountedSpan, _ session: any SQLSession
  ) throws -> [Int64: RefusalStats.Point] {
    var points: [Int64: RefusalStats.Point] = [:]
    func point(_ hour: Int64) -> RefusalStats.Point { RefusalStats.Point(start: hour * 3_600_000) }
    var records = filter.records(in: span)
    records.add("category = ?", .text(""))
    let counts = """
      SELECT start_hour, verdict, label, CAST(sum(records) AS BIGINT) FROM record_counts\(records.sql) GROUP BY 1, 2, 3
      """
    for row in try session.rows(counts, records.arguments) {
      let hour = try row.int64(0)
      points[hour, default: point(hour)].verdicts[try row.text(1), default: 0] += try row.int(3)
      let label = try row.text(2)
      if !label.isEmpty { points[hour]?.labels[label, default: 0] += try row.int(3) }
    }
    let (table, time, requests) = filter.requests(in: span)
    let outcomes = """
      SELECT \(time), outcome, is_prompt_safe, CAST(sum(requests) AS BIGINT) FROM \(table)\(requests.sql) GROUP BY 1, 2, 3
      """
    for row in try session.rows(outcomes, requests.arguments) {
      let hour = try row.int64(0) * span.spanHours
      points[hour, default: point(hour)].requests
        .add(outcome: try row.text(1), isPromptSafe: try row.bool(2), requests: try row.int(3))
    }
    return points
  }

  private static func filled(
    _ points: [Int64: RefusalStats.Point], _ span: CountedSpan, hasStart: Bool, hasEnd: Bool
  ) -> [RefusalStats.Point] {
    let hours = points.keys.sorted()
    let first = hasStart ? span.firstHour : hours.first
    let end = hasEnd ? span.endHour : hours.last.map { $0 + span.spanHours }
    guard let first, let end, (end - first) / span.spanHours <= pointLimit else {
      return hours.compactMap { points[$0] }
    }
    return stride(from: first, to: end, by: Int64.Stride(span.spanHours)).map { hour in
      points[hour] ?? RefusalStats.Point(start: hour * 3_600_000)
    }
  }
}
