import RefusalLog

/// The same rates for each app, model or policy, the one with most false refusals first.
struct BreakdownTable {
  /// Rows that are shown at once; the rest is a click away.
  private static let shown = 8

  var title: String
  var id: String
  var groups: [RefusalStats.Group]
  /// What a name leads to.
  var link: (String) -> Link
  /// What stands for an empty name.
  var nameless = "(none named)"

  var html: HTML {
    let rows = groups.filter { $0.requests.total > 0 || $0.records > 0 }.sorted(by: Self.isBefore)
    return tag(.section, .class("panel"), .labelledBy("\(id)-title")) {
      tag(.div, .class("panel-head")) {
        tag(.h2, .id("\(id)-title")) { title }
      }
      if rows.isEmpty {
        tag(.p, .class("quiet")) { "No requests." }
      } else {
        table(Array(rows.prefix(Self.shown)), scale: scale(rows))
        if rows.count > Self.shown {
          tag(.details, .class("rest")) {
            tag(.summary) { "\(NumberText.grouped(rows.count - Self.shown)) more" }
            table(Array(rows.dropFirst(Self.shown).prefix(200)), scale: scale(rows))
          }
        }
      }
    }
  }

  private static func isBefore(_ first: RefusalStats.Group, _ second: RefusalStats.Group) -> Bool {
    let left = first.requests
    let right = second.requests
    return (right.exaggerated, right.total, first.name) < (left.exaggerated, left.total, second.name)
  }

  /// What the right end of the pictures stands for.
  private func scale(_ rows: [RefusalStats.Group]) -> Double {
    let rates = rows.map(\.requests.falseRefusals).filter { $0.total >= 20 }
    return min(1, max(0.02, (rates.compactMap(\.interval?.upperBound).max() ?? 0.1) * 1.05))
  }

  private func table(_ rows: [RefusalStats.Group], scale: Double) -> HTML {
    tag(.div, .class("table-frame")) {
      tag(.table, .class("breakdown")) {
        tag(.thead) {
          tag(.tr) {
            tag(.th, Attribute("scope", "col")) { "Name" }
            tag(.th, Attribute("scope", "col"), .class("interval")) {
              tag(.span, .class("unseen")) { "False-refusal rate as a picture" }
            }
            tag(.th, Attribute("scope", "col"), .class("number")) { "False refusals" }
            tag(.th, Attribute("scope", "col"), .class("number")) { "Blocked" }
            tag(.th, Attribute("scope", "col"), .class("number")) { "Requests" }
          }
        }
        tag(.tbody) {
          for row in rows { self.row(row, scale: scale) }
        }
      }
    }
  }

  private func row(_ group: RefusalStats.Group, scale: Double) -> HTML {
    let rate = group.requests.falseRefusals
    return tag(.tr) {
      tag(.th, Attribute("scope", "row"), .class("name")) {
        if group.name.isEmpty {
          tag(.span, .class("quiet")) { nameless }
        } else {
          tag(.a, .href(link(group.name))) { HTML.recorded(group.name) }
        }
      }
      tag(.td, .class("interval")) { picture(rate, scale: scale) }
      tag(.td, .class("number")) {
        if let value = rate.value {
          tag(.span, .title("\(NumberText.grouped(rate.count)) of \(NumberText.grouped(rate.total)) safe prompts")) {
            NumberText.percent(value)
          }
        } else {
          tag(.span, .class("quiet"), .title("No safe prompt was answered")) { "–" }
        }
      }
      tag(.td, .class("number")) { group.requests.blocks.value.map(NumberText.percent) ?? "–" }
      tag(.td, .class("number")) { NumberText.grouped(group.requests.total) }
    }
  }

  /// The rate as a dot on the line that chance leaves open.
  @HTMLBuilder private func picture(_ rate: Proportion, scale: Double) -> HTML {
    if let value = rate.value, let interval = rate.interval {
      tag(.svg, Attribute("width", "100%"), Attribute("height", "14"), .hiddenFromReaders) {
        tag(
          .line, .class("base"), Attribute("x1", "0"), Attribute("x2", "100%"), Attribute("y1", "7"),
          Attribute("y2", "7"))
        tag(
          .line, .class("whisker"), Attribute("x1", place(interval.lowerBound, scale)),
          Attribute("x2", place(interval.upperBound, scale)), Attribute("y1", "7"), Attribute("y2", "7"))
        tag(.circle, .class("dot"), Attribute("cx", place(value, scale)), Attribute("cy", "7"), Attribute("r", "3.5"))
      }
    }
  }

  /// Dots stay whole at both ends.
  private func place(_ value: Double, _ scale: Double) -> String {
    NumberText.width(0.02 + 0.96 * min(value / scale, 1))
  }
}
