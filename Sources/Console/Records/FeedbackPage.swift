import RefusalLog
import Taxonomy

/// What apps said of decisions that have no record: answers that passed, and should not have, above all.
struct FeedbackPage {
  /// Feedback that is shown.
  static let length = 200

  /// The newest first, at most `length`.
  let feedback: [Feedback]

  var page: Page {
    Page(
      "Feedback without a record", section: .review, aside: tag(.a, .href(Link("review"))) { "Review queue" },
      lead: HTML(
        "What apps said of answers that passed. Of these requests nothing but the decision’s id is known here.")
    ) {
      if feedback.isEmpty {
        tag(.div, .class("empty")) {
          tag(.p) { "None. Feedback on what was recorded stands with its record, and raises it in the review queue." }
        }
      } else {
        table
        if feedback.count == Self.length { tag(.p, .class("origin")) { "The newest \(Self.length)." } }
      }
    }
  }

  private var table: HTML {
    tag(.div, .class("table-frame"), Attribute("tabindex", "0"), .role("region"), .label("Feedback")) {
      tag(.table, .class("records")) {
        tag(.thead) {
          tag(.tr) {
            for title in ["Time", "Feedback", "App", "Comment", "Decision"] {
              tag(.th, Attribute("scope", "col")) { title }
            }
          }
        }
        tag(.tbody) { HTML.joined(feedback.map(row)) }
      }
    }
  }

  private func row(_ one: Feedback) -> HTML {
    tag(.tr) {
      tag(.td, .class("when")) { HTML.time(one.milliseconds) }
      tag(.td) { HTML.badge(one.opinion.words, one.opinion.tone) }
      tag(.td) { HTML.recorded(one.app) }
      tag(.td, .class("what")) { one.comment.map { HTML.recordedBlock($0) } }
      tag(.td) { tag(.code) { one.decision.description } }
    }
  }
}
