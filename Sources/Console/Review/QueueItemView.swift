import RefusalLog
import Taxonomy

/// One item of the queue: a line that opens, and in it all that a reviewer needs to decide.
///
/// Items are `details` of one name, so that one is open at a time without any script.
struct QueueItemView {
  /// Characters of a text that are shown here; the record's page shows all that was kept.
  static let textLimit = 4_000

  let item: QueueItem
  /// What apps said of the record that is shown.
  var feedback: [Feedback] = []
  let visitor: Visitor
  var isOpen: Bool
  var back: Link

  var html: HTML {
    let id = item.record.id.description
    return tag(.li) {
      HTML(
        .details,
        [.class("item"), .id("item-\(id)"), .name("queue"), .data("item", id), .data("count", "\(open)")]
          + (isOpen ? [.open] : [])
      ) {
        tag(.summary) {
          tag(.bdi, .class("item-title"), Attribute("dir", "auto")) { item.record.title }
          tag(.span, .class("item-marks")) { marks }
        }
        tag(.div, .class("item-body")) {
          if visitor.may(.reviewer) {
            ReviewForm(id: item.record.id, visitor: visitor, isOfGroup: true, back: back).html(around: content)
          } else {
            content
          }
        }
      }
    }
  }

  /// Records that a review of the item is given to.
  private var open: Int { max(1, item.count - item.reviewed) }

  @HTMLBuilder private var marks: HTML {
    if item.appeals > 0 { HTML.badge(item.appeals == 1 ? "1 appeal" : "\(item.appeals) appeals", .accent) }
    if item.count > 1 {
      tag(.span, .class("badge"), .title("Records with nearly the same prompt")) { "\(item.count)×" }
    }
    HTML.badge(item.record.verdict.words, item.record.verdict.tone)
  }

  @HTMLBuilder private var content: HTML {
    tag(.p, .class("finding")) {
      item.record.finding
      " "
      item.record.origin
    }
    RecordTexts(record: item.record, limit: Self.textLimit).html
    if !feedback.isEmpty { FeedbackList(feedback: feedback).html }
    RecordScores(record: item.record).html(withCategories: false)
    tag(.p, .class("item-links")) {
      tag(.span) { item.count > 1 ? repeats : "" }
      tag(.a, .href(Link("records", item.record.id.description)), .data("open-record", "yes")) {
        "Whole record"
        tag(.kbd, .hiddenFromReaders) { "o" }
      }
    }
  }

  private var repeats: String {
    let others = item.count - 1
    let words = others == 1 ? "1 more record has" : "\(others) more records have"
    guard item.reviewed > 0 else { return "\(words) nearly the same prompt; a label is given to all of them." }
    return "\(words) nearly the same prompt, and \(item.reviewed) of all are reviewed; a label is given to the others."
  }
}
