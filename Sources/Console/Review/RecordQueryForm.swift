import RefusalLog
import Taxonomy

/// The form that asks for other records.
struct RecordQueryForm {
  let query: RecordQuery
  /// The page that it asks for.
  let link: Link
  /// Whether it asks for reviews, too: the queue has none.
  var asksForReviews = false

  var html: HTML {
    tag(.details, .class("filters")) {
      tag(.summary) { query.isEmpty ? "Filter" : "Filter: \(query.words)" }
      HTML.search(link, .class("filter-form")) {
        choice("Verdict", "verdict", query.verdict?.rawValue, Verdict.allCases.map { ($0.rawValue, $0.words) })
        choice(
          "Category", "category", query.category?.rawValue, HazardCategory.allCases.map { ($0.rawValue, $0.words) })
        choice(
          "Time", "period", query.period.rawValue,
          ReviewPeriod.allCases.filter { $0 != .all }.map { ($0.rawValue, $0.words) }, any: ReviewPeriod.all.words)
        if asksForReviews {
          choice("Review", "reviewed", query.reviewed?.rawValue, Self.reviews)
        }
        field("App", "app", query.app)
        field("Model", "model", query.model)
        field("Policy", "policy", query.policy)
        field("Words in the texts", "text", query.text, type: "search")
        tag(.div, .class("filter-buttons")) {
          tag(.button, .type("submit")) { "Show" }
          if !query.isEmpty { tag(.a, .href(link)) { "Show all" } }
        }
      }
    }
  }

  private static let reviews: [(value: String, words: String)] = [
    (RecordQuery.Reviewed.no.rawValue, "Not reviewed"), (RecordQuery.Reviewed.yes.rawValue, "Reviewed"),
    (RecordQuery.Reviewed.falseRefusal.rawValue, ReviewLabel.falseRefusal.words),
    (RecordQuery.Reviewed.rightRefusal.rawValue, ReviewLabel.rightRefusal.words),
    (RecordQuery.Reviewed.unsure.rawValue, ReviewLabel.unsure.words),
  ]

  private func choice(
    _ label: String, _ name: String, _ chosen: String?, _ options: [(value: String, words: String)], any: String = "All"
  ) -> HTML {
    tag(.label) {
      tag(.span) { label }
      tag(.select, .name(name)) {
        tag(.option, .value("")) { any }
        for option in options {
          HTML(.option, [.value(option.value)] + (option.value == chosen ? [.selected] : []), HTML(option.words))
        }
      }
    }
  }

  private func field(_ label: String, _ name: String, _ value: String?, type: StaticString = "text") -> HTML {
    tag(.label) {
      tag(.span) { label }
      tag(.input, .type(type), .name(name), .value(value ?? ""), Attribute("autocomplete", "off"))
    }
  }
}
