import RefusalLog

/// The four numbers that say how things stand.
struct KeyFigures {
  var query: OverviewQuery
  var figures: OverviewFigures

  var html: HTML {
    let now = figures.stats.requests
    return tag(.dl, .class("key-figures")) {
      figure(
        "False-refusal rate", now.falseRefusals.value.map(NumberText.percent), emphasis: true,
        "\(NumberText.grouped(now.exaggerated)) of \(NumberText.grouped(now.answeredSafe)) answers to prompts judged safe",
        Self.interval(now.falseRefusals), change(now.falseRefusals, figures.before.falseRefusals))
      figure(
        "Blocked by rules", now.blocks.value.map(NumberText.percent),
        "\(NumberText.grouped(now.blocked)) of \(NumberText.grouped(now.total)) requests",
        Self.interval(now.blocks), change(now.blocks, figures.before.blocks))
      figure(
        "Requests", NumberText.grouped(now.total), "judged in the last \(query.period.words)", nil, volumeChange)
      figure(
        "Confirmed by review", confirmed.value.map(NumberText.percent), reviewWords, Self.interval(confirmed), queue)
    }
  }

  private func figure(
    _ name: String, _ value: String?, emphasis: Bool = false, _ words: String, _ interval: String?, _ more: HTML
  ) -> HTML {
    tag(.div, .class(emphasis ? "key key-first" : "key")) {
      tag(.dt) { name }
      tag(.dd, .class("key-value")) {
        value ?? "–"
        if value != nil, let interval {
          tag(.span, .class("key-interval"), .title("What chance leaves open: the 95 % interval")) { interval }
        }
      }
      tag(.dd, .class("key-words")) { words }
      if !more.isEmpty { tag(.dd, .class("key-words key-change")) { more } }
    }
  }

  // MARK: Changes

  private func change(_ now: Proportion, _ before: Proportion) -> HTML {
    guard let value = now.value, let other = before.value else { return HTML() }
    let difference = (value - other) * 100
    let words = "\(NumberText.percent(other)) in the \(query.period.words) before"
    guard difference.magnitude >= 0.005 else { return HTML("As before: \(words)") }
    let digits = difference.magnitude < 0.995 ? 2 : 1
    return HTML {
      tag(.strong) { "\(difference > 0 ? "▲" : "▼")\u{A0}\(NumberText.fixed(difference.magnitude, digits)) points" }
      " from \(words)"
    }
  }

  private var volumeChange: HTML {
    let before = figures.before.total
    guard before > 0 else { return HTML() }
    let change = Double(figures.stats.requests.total - before) / Double(before)
    guard change < 9.995 else { return HTML("\(NumberText.grouped(before)) in the \(query.period.words) before") }
    return HTML {
      tag(.strong) { "\(change >= 0 ? "▲" : "▼")\u{A0}\(NumberText.percent(change.magnitude))" }
      " from \(NumberText.grouped(before)) in the \(query.period.words) before"
    }
  }

  // MARK: Reviews

  /// What reviewers said of suspected false refusals, where they decided.
  private var confirmed: Proportion {
    let labels = figures.stats.labels[Self.suspected] ?? [:]
    let yes = labels[ReviewLabel.falseRefusal.rawValue] ?? 0
    return Proportion(yes, of: yes + (labels[ReviewLabel.rightRefusal.rawValue] ?? 0))
  }

  private static let suspected = "exaggerated_refusal"

  private var reviewWords: String {
    let decided = confirmed
    guard decided.total > 0 else { return "No suspected false refusal is reviewed yet" }
    return
      "\(NumberText.grouped(decided.count)) of \(NumberText.grouped(decided.total)) decided suspicions were false refusals"
  }

  private var queue: HTML {
    let reviewed = (figures.stats.labels[Self.suspected] ?? [:]).values.reduce(0, +)
    let open = max(0, (figures.stats.verdicts[Self.suspected] ?? 0) - reviewed)
    guard open > 0 else { return HTML() }
    return tag(.a, .href(Link("review", query: query.fields + [("verdict", Self.suspected)]))) {
      "\(NumberText.grouped(open)) \(open == 1 ? "waits" : "wait") for review"
    }
  }

  private static func interval(_ proportion: Proportion) -> String? {
    guard let interval = proportion.interval, proportion.total > 0 else { return nil }
    let (low, high) = (NumberText.percent(interval.lowerBound), NumberText.percent(interval.upperBound))
    return low == high ? nil : low.dropLast(2) + "–" + high
  }
}
