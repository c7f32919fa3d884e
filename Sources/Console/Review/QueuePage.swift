import RefusalLog
import Taxonomy

/// The review queue: a page of items, one of them open.
struct QueuePage {
  /// Items of a page.
  static let length = 20

  /// What a review without scripts has just done, so that it can be undone.
  struct Done {
    var record: RefusalRecord
    var label: ReviewLabel
  }

  let visitor: Visitor
  var query: RecordQuery
  /// At most `length`.
  var items: [QueueItem]
  /// What apps said of the items' records.
  var feedback: [DecisionID: [Feedback]] = [:]
  var progress: ReviewProgress
  /// Where the next page begins; nil on the last one.
  var next: QueuePlace?
  /// Whether pages come before this one.
  var isContinued: Bool
  var done: Done?

  var page: Page {
    Page("Review queue", section: .review, aside: aside, scripts: [.reviewScript]) {
      progressLine
      RecordQueryForm(query: query, link: Link("review")).html
      tag(.div, .id("review-status"), .role("status"), .class("review-status")) {
        if let done { doneNotice(done) }
      }
      if items.isEmpty { emptiness } else { list }
      help
    }
  }

  private var list: HTML {
    HTML {
      tag(.ol, .class("queue"), .id("queue"), .data("undo", Link("review", "undo").text)) {
        for (index, item) in items.enumerated() {
          QueueItemView(
            item: item, feedback: feedback[item.record.id] ?? [], visitor: visitor, isOpen: index == 0, back: link()
          ).html
        }
      }
      if let next {
        tag(.p, .class("queue-more")) {
          tag(.a, Attribute("rel", "next"), .href(link(after: next)), .id("queue-next")) { "Next items" }
        }
      }
      tag(.div, .id("queue-done"), .hidden) {
        HTML.notice(.good) { "Every item here has a label. " + (next == nil ? "" : "More are on the next page.") }
      }
    }
  }

  private var aside: HTML {
    HTML {
      tag(.a, .href(Link("records", query: query.fields))) { "All records" }
      " "
      tag(.a, .href(Link("feedback"))) { "Other feedback" }
      " "
      tag(.button, .type("button"), .class("plain"), .id("keys-button"), .hidden) {
        tag(.kbd) { "?" }
        " Keys"
      }
    }
  }

  private var progressLine: HTML {
    let reviewed = progress.reviewed.grouped
    let total = progress.total.grouped
    let words = "\(reviewed) of \(total) \(progress.total == 1 ? "record" : "records") reviewed"
    return tag(.p, .class("queue-progress")) {
      tag(
        .progress, .id("progress"), .label("Reviewed records"), .value("\(progress.reviewed)"),
        Attribute("max", "\(max(progress.total, 1))")
      ) { words }
      tag(.span, .id("progress-words"), .data("items", "\(progress.items)"), .data("total", "\(progress.total)")) {
        "\(words) · \(progress.items.grouped) \(progress.items == 1 ? "item" : "items") left"
      }
    }
  }

  private var emptiness: HTML {
    tag(.div, .class("empty")) {
      if isContinued {
        tag(.p) { "Nothing more to review." }
        tag(.p) { tag(.a, .href(link())) { "To the beginning of the queue" } }
      } else if !query.isEmpty {
        tag(.p) { "Nothing to review with this filter." }
      } else if progress.total > 0 {
        tag(.p) { "Everything is reviewed." }
      } else {
        tag(.p) { "Nothing to review yet. What is refused, cut or suspected to be a false refusal appears here." }
      }
    }
  }

  private func doneNotice(_ done: Done) -> HTML {
    HTML.notice(.good) {
      tag(.span) {
        "\(done.label.words): "
        tag(.bdi) { done.record.title }
      }
      " "
      HTML.form(to: Link("review", "undo"), visitor, .class("inline")) {
        tag(.input, .type("hidden"), .name("id"), .value(done.record.id.description))
        tag(.input, .type("hidden"), .name("group"), .value("yes"))
        tag(.input, .type("hidden"), .name("back"), .value(link().text))
        tag(.button, .type("submit"), .class("plain")) { "Undo" }
      }
    }
  }

  private func link(after: QueuePlace? = nil) -> Link {
    Link("review", query: query.fields + (after.map { [("after", $0.description)] } ?? []))
  }

  private var help: HTML { KeysHelp(mayReview: visitor.may(.reviewer)).html }
}
