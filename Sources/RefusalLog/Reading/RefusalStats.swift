import Taxonomy

/// Counts of records and of requests over a time.
package struct RefusalStats: Sendable, Equatable, Codable {
  /// Counts for one value of a dimension: a model, an app, a policy.
  package struct Group: Sendable, Equatable, Codable {
    /// Empty for requests that named no model.
    package var name: String
    package var records: Int
    /// Its records by verdict (raw value).
    package var verdicts: [String: Int] = [:]
    /// Standing reviews of its records by label (raw value).
    package var labels: [String: Int] = [:]
    package var requests: Requests
  }

  /// Counts of the records that are of one hazard category (`RefusalFilter.categoryThreshold`). A record may be of
  /// several or of none. Requests are not counted by category, so the denominators are all records or all requests.
  package struct Category: Sendable, Equatable, Codable {
    /// Raw value of `HazardCategory`.
    package var name: String
    package var records: Int
    /// By verdict (raw value).
    package var verdicts: [String: Int]
    /// Standing reviews by label (raw value).
    package var labels: [String: Int]
  }

  /// Records of one day (UTC).
  package struct Day: Sendable, Equatable, Codable {
    /// `2026-11-21`.
    package var day: String
    /// By verdict (raw value).
    package var verdicts: [String: Int]
    package var requests: Requests
  }

  /// Requests, recorded or not: the denominators.
  package struct Requests: Sendable, Equatable, Codable {
    /// By outcome (raw value of `TrafficOutcome`).
    package var outcomes: [String: Int] = [:]
    /// Requests whose prompt was judged safe and whose answer came and was delivered: `allowed` or `model_refusal`.
    package var answeredSafe = 0
    /// Those of them that the model refused: suspected false refusals.
    package var exaggerated = 0

    package init() {}

    package var total: Int { outcomes.values.reduce(0, +) }

    /// `exaggerated` of `answeredSafe`; nil when there were none.
    package var falseRefusalRate: Double? {
      answeredSafe > 0 ? Double(exaggerated) / Double(answeredSafe) : nil
    }

    /// The share of requests that a rule refused, before or after generation; nil when there were none.
    package var blockRate: Double? {
      let blocked =
        (outcomes[TrafficOutcome.refusedPrompt.rawValue] ?? 0) + (outcomes[TrafficOutcome.cutAnswer.rawValue] ?? 0)
      return total > 0 ? Double(blocked) / Double(total) : nil
    }
  }

  /// Unix milliseconds from which records and requests count, from the beginning of this time's hour; nil for all.
  package var since: Int64?
  /// Unix milliseconds before which they count, to the end of this time's hour; nil for all.
  package var until: Int64?
  package var records: Int
  /// By verdict (raw value).
  package var verdicts: [String: Int]
  /// Standing reviews by verdict, and within it by label (raw values).
  package var labels: [String: [String: Int]]
  package var requests: Requests
  /// By policy name, most records first.
  package var policies: [Group]
  package var models: [Group]
  package var apps: [Group]
  /// By the number of records, most first.
  package var categories: [Category]
  /// Days with records or requests, oldest first.
  package var days: [Day]

  /// Of the suspected false refusals (`exaggerated_refusal`) that a reviewer decided, the share that was one; nil when
  /// there were none. `unsure` decides nothing.
  package var confirmedShare: Double? {
    let decided = labels[Verdict.exaggeratedRefusal.rawValue] ?? [:]
    let confirmed = decided[ReviewLabel.falseRefusal.rawValue] ?? 0
    let total = confirmed + (decided[ReviewLabel.rightRefusal.rawValue] ?? 0)
    return total > 0 ? Double(confirmed) / Double(total) : nil
  }
}
