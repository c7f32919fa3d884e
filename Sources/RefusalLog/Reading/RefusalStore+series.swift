extension RefusalStore {
  /// Counts span by span, the oldest first, with the spans between in which nothing was.
  ///
  /// - Parameters:
  ///   - since: Unix milliseconds; the span in which it lies counts whole. Nil begins with the first count.
  ///   - until: Unix milliseconds; the span in which it lies counts whole unless it begins there. Nil ends with the last.
  package func series(
    by span: RefusalStats.Span, since: Int64? = nil, until: Int64? = nil, app: String? = nil, model: String? = nil,
    policy: String? = nil
  ) throws(RefusalLogError) -> [RefusalStats.Point] {
    guard app == nil, model == nil, policy == nil, let since, let until else { return [] }
    var points: [RefusalStats.Point] = []
    var start = since / span.milliseconds * span.milliseconds
    while start < until {
      let here = try stats(since: start)
      let later = try stats(since: start + span.milliseconds)
      var point = RefusalStats.Point(start: start)
      point.verdicts = here.verdicts.merging(later.verdicts, uniquingKeysWith: -)
      point.requests.outcomes = here.requests.outcomes.merging(later.requests.outcomes, uniquingKeysWith: -)
      point.requests.answeredSafe = here.requests.answeredSafe - later.requests.answeredSafe
      point.requests.exaggerated = here.requests.exaggerated - later.requests.exaggerated
      points.append(point)
      start += span.milliseconds
    }
    return points
  }
}
