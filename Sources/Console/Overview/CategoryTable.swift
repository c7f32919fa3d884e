import RefusalLog
import Taxonomy

/// What records are about: hazard categories, by who withheld the help.
struct CategoryTable {
  /// Verdicts in the order in which they are drawn, with their class in the style sheet.
  private static let parts: [(verdict: Verdict, style: String, name: String)] = [
    (.exaggeratedRefusal, "part-false", "False refusals, suspected"), (.overBlock, "part-over", "Overturned blocks"),
    (.guardBlock, "part-block", "Blocked by a rule"), (.guardCut, "part-cut", "Cut by a rule"),
    (.justifiedRefusal, "part-right", "Refused by the model"),
  ]

  var categories: [OverviewFigures.Category]
  /// All records of the time, those of no category among them.
  var records: Int
  /// What a category leads to.
  var link: (HazardCategory) -> Link

  var html: HTML {
    let rows = categories.compactMap { counts in
      HazardCategory(rawValue: counts.name).map { (category: $0, counts: counts) }
    }.filter { $0.counts.records > 0 }
    let most = rows.map(\.counts.records).max() ?? 1
    let used = Self.parts.filter { part in rows.contains { ($0.counts.verdicts[part.verdict.rawValue] ?? 0) > 0 } }
    return tag(.section, .class("panel"), .labelledBy("categories-title")) {
      tag(.div, .class("panel-head")) {
        tag(.h2, .id("categories-title")) { "By hazard category" }
      }
      if rows.isEmpty {
        tag(.p, .class("quiet")) { "No record is of a hazard category." }
      } else {
        legend(used)
        tag(.div, .class("table-frame")) {
          tag(.table, .class("categories")) {
            tag(.thead, .class("unseen-head")) {
              tag(.tr) {
                tag(.th, Attribute("scope", "col")) { "Category" }
                tag(.th, Attribute("scope", "col")) { "By verdict" }
                tag(.th, Attribute("scope", "col"), .class("number")) { "Records" }
              }
            }
            tag(.tbody) {
              for row in rows { self.row(row.category, row.counts, most: most) }
            }
          }
        }
        tag(.p, .class("panel-note")) {
          "Of \(NumberText.grouped(records)) records; one can be of several categories or of none."
        }
      }
    }
  }

  private func legend(_ parts: [(verdict: Verdict, style: String, name: String)]) -> HTML {
    tag(.ul, .class("legend")) {
      for part in parts {
        tag(.li) {
          tag(.svg, .class("swatch"), Attribute("width", "10"), Attribute("height", "10"), .hiddenFromReaders) {
            tag(.rect, .class(part.style), Attribute("width", "10"), Attribute("height", "10"), Attribute("rx", "2"))
          }
          part.name
        }
      }
    }
  }

  private func row(_ category: HazardCategory, _ counts: OverviewFigures.Category, most: Int) -> HTML {
    let words = Self.parts.compactMap { part in
      counts.verdicts[part.verdict.rawValue].map { "\(part.name): \(NumberText.grouped($0))" }
    }.joined(separator: "\n")
    return tag(.tr) {
      tag(.th, Attribute("scope", "row"), .class("name")) {
        tag(.a, .href(link(category))) { category.words }
      }
      tag(.td, .class("bar-cell")) {
        tag(.svg, Attribute("width", "100%"), Attribute("height", "14"), .role("img"), .label(words)) {
          tag(.title) { words }
          bars(counts, most: most)
        }
      }
      tag(.td, .class("number")) { NumberText.grouped(counts.records) }
    }
  }

  private func bars(_ counts: OverviewFigures.Category, most: Int) -> HTML {
    var left = 0.0
    var pieces: [HTML] = []
    for part in Self.parts {
      guard let count = counts.verdicts[part.verdict.rawValue], count > 0 else { continue }
      let width = Double(count) / Double(most)
      pieces.append(
        tag(
          .rect, .class(part.style), Attribute("x", NumberText.width(left)),
          Attribute("width", NumberText.width(width)),
          Attribute("y", "2"), Attribute("height", "10")))
      left += width
    }
    return HTML.joined(pieces)
  }
}
