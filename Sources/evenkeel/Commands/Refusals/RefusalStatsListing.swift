import Foundation
package import RefusalLog

/// Counts as people read them.
package enum RefusalStatsListing {
  package static func text(of stats: RefusalStats, width: Int?) -> String {
    var parts = [
      "requests            \(stats.requests.total)",
      "records             \(stats.records)",
      "false-refusal rate  \(rate(stats.requests.falseRefusalRate))"
        + " (\(stats.requests.exaggerated) of \(stats.requests.answeredSafe) answered safe prompts)",
      "block rate          \(rate(stats.requests.blockRate))",
      "confirmed           \(rate(stats.confirmedShare)) of the suspected false refusals that were reviewed",
    ].joined(separator: "\n")
    if !stats.verdicts.isEmpty {
      var table = TextTable(["verdict", "records"] + ReviewLabel.allCases.map(\.rawValue))
      for (verdict, count) in stats.verdicts.sorted(by: { $0.key < $1.key }) {
        let labels = stats.labels[verdict] ?? [:]
        table.add([verdict, "\(count)"] + ReviewLabel.allCases.map { "\(labels[$0.rawValue] ?? 0)" })
      }
      parts += "\n\n" + table.text(width: width)
    }
    if !stats.categories.isEmpty {
      var table = TextTable(["records"] + ReviewLabel.allCases.map(\.rawValue) + ["category"])
      for category in stats.categories {
        table.add(
          ["\(category.records)"] + ReviewLabel.allCases.map { "\(category.labels[$0.rawValue] ?? 0)" }
            + [category.name])
      }
      parts += "\n\n" + table.text(width: width)
    }
    for (name, groups) in [("policy", stats.policies), ("model", stats.models), ("app", stats.apps)]
    where !groups.isEmpty {
      parts += "\n\n" + table(of: groups, by: name).text(width: width)
    }
    return parts
  }

  private static func table(of groups: [RefusalStats.Group], by name: String) -> TextTable {
    var table = TextTable(["requests", "records", "false refusals", "blocked", name])
    for group in groups {
      table.add([
        "\(group.requests.total)", "\(group.records)", rate(group.requests.falseRefusalRate),
        rate(group.requests.blockRate), group.name.isEmpty ? "(none)" : group.name,
      ])
    }
    return table
  }

  /// A row a span of time.
  package static func text(of points: [RefusalStats.Point], by span: RefusalStats.Span, width: Int?) -> String {
    guard !points.isEmpty else { return "No records and no requests." }
    var table = TextTable(["\(span.rawValue) (UTC)", "requests", "records", "false refusals", "blocked"])
    for point in points {
      let time = RefusalListing.time(point.start)
      table.add([
        span == .day ? String(time.prefix(10)) : String(time.prefix(16)), "\(point.requests.total)", "\(point.records)",
        rate(point.requests.falseRefusalRate), rate(point.requests.blockRate),
      ])
    }
    return table.text(width: width)
  }

  private static func rate(_ value: Double?) -> String {
    guard let value else { return "-" }
    let style = FloatingPointFormatStyle<Double>.Percent(locale: Locale(identifier: "en_US_POSIX"))
    return value.formatted(style.precision(.fractionLength(1)))
  }
}
