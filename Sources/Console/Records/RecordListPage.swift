import RefusalLog
import Taxonomy

/// All records that pass a filter, the newest first.
struct RecordListPage {
  /// Records of a page.
  static let length = 50

  let query: RecordQuery
  /// At most `length`.
  var records: [RefusalRecord]
  /// The last one of this page when others follow.
  var next: DecisionID?
  var isContinued: Bool

  var page: Page {
    Page("Records", section: .review, aside: tag(.a, .href(Link("review"))) { "Review queue" }) {
      RecordQueryForm(query: query, link: Link("records"), asksForReviews: true).html
      if records.isEmpty {
        tag(.div, .class("empty")) {
          tag(.p) { query.isEmpty && !isContinued ? "Nothing is recorded yet." : "No record passes." }
        }
      } else {
        table
      }
      tag(.p, .class("queue-more")) {
        if isContinued { tag(.a, .href(Link("records", query: query.fields))) { "To the newest" } }
        if let next {
          " "
          tag(
            .a, Attribute("rel", "next"), .href(Link("records", query: query.fields + [("before", next.description)]))
          ) {
            "Older records"
          }
        }
      }
    }
  }

  private var table: HTML {
    tag(.div, .class("table-frame"), Attribute("tabindex", "0"), .role("region"), .label("Records")) {
      tag(.table, .class("records")) {
        tag(.thead) {
          tag(.tr) {
            for title in ["Time", "Prompt", "Verdict", "Review", "App", "Policy"] {
              tag(.th, Attribute("scope", "col")) { title }
            }
          }
        }
        tag(.tbody) { HTML.joined(records.map(row)) }
      }
    }
  }

  private func row(_ record: RefusalRecord) -> HTML {
    tag(.tr) {
      tag(.td, .class("when")) { HTML.time(record.milliseconds) }
      tag(.td, .class("what")) {
        tag(.a, .href(Link("records", record.id.description))) { tag(.bdi, Attribute("dir", "auto")) { record.title } }
      }
      tag(.td) { HTML.badge(record.verdict.words, record.verdict.tone) }
      tag(.td) {
        if let review = record.review {
          HTML.badge(review.label.words, review.label.tone)
        } else {
          tag(.span, .class("nothing")) { "none" }
        }
      }
      tag(.td) { HTML.recorded(record.app) }
      tag(.td) { HTML.recorded(record.policy.name) }
    }
  }
}
