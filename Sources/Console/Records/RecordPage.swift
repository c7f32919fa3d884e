import Policy
import RefusalLog
import Taxonomy

/// Everything about one decision.
struct RecordPage {
  let visitor: Visitor
  let record: RefusalRecord
  /// The history of its reviews, the oldest first.
  let steps: [ReviewStep]
  let feedback: [Feedback]
  let reasons: RecordReasons

  var page: Page {
    Page("Record", section: .review, aside: aside, lead: record.finding, scripts: [.reviewScript]) {
      tag(.p, .class("record-id")) {
        tag(.code) { record.id.description }
        " · "
        record.origin
      }
      RecordTexts(record: record).html
      tag(.div, .class("record-columns")) {
        tag(.div) {
          section("Review", "review") {
            standing
            if visitor.may(.reviewer) {
              ReviewForm(
                id: record.id, visitor: visitor, standing: record.review, isOfGroup: false,
                back: Link("records", record.id.description)
              ).html()
            }
          }
          if !steps.isEmpty { section("History", "history") { ReviewHistory(steps: steps).html } }
          if !feedback.isEmpty { section("What apps said", "feedback") { FeedbackList(feedback: feedback).html } }
        }
        tag(.div) {
          section("Scores", "scores") { RecordScores(record: record).html(withCategories: true) }
          section("Facts", "facts") { RecordFacts(record: record).html }
        }
      }
      section("Why", "why") { RecordReasonsView(record: record, reasons: reasons).html }
      tag(.details, .class("raw")) {
        tag(.summary) { "As JSON" }
        HTML(.pre, [.class("text"), Attribute("tabindex", "0"), .label("The record as JSON")]) { record.jsonLine }
      }
    }
  }

  private var aside: HTML {
    tag(.a, .href(Link("review"))) { "Review queue" }
  }

  private func section(_ title: String, _ id: String, @HTMLBuilder content: () -> HTML) -> HTML {
    tag(.section, .labelledBy("\(id)-title"), .class("record-section")) {
      tag(.h2, .id("\(id)-title")) { title }
      content()
    }
  }

  @HTMLBuilder private var standing: HTML {
    if let review = record.review {
      HTML(.div, [.class("standing")]) {
        tag(.p) {
          HTML.badge(review.label.words, review.label.tone)
          if let type = review.type {
            " "
            HTML.badge(type.words)
          }
          " by "
          HTML.recorded(review.reviewer)
          ", "
          HTML.time(review.milliseconds)
        }
        if visitor.may(.reviewer) { undo }
      }
    } else {
      tag(.p, .class("nothing")) { "Nobody has reviewed this record." }
    }
  }

  private var undo: HTML {
    HTML.form(to: Link("review", "undo"), visitor, .class("inline")) {
      tag(.input, .type("hidden"), .name("id"), .value(record.id.description))
      tag(.input, .type("hidden"), .name("back"), .value(Link("records", record.id.description).text))
      tag(.button, .type("submit"), .class("plain")) {
        tag(.kbd, .hiddenFromReaders) { "u" }
        " Take back"
      }
    }
  }
}
