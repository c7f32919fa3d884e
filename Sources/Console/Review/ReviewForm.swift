import RefusalLog
import Taxonomy

/// The form with which a reviewer says what a record is. Its buttons send it.
struct ReviewForm {
  /// Most characters of the answer that should have been given.
  static let answerLimit = 16_384

  let id: DecisionID
  let visitor: Visitor
  /// What stands; its type and texts are where the reviewer goes on.
  var standing: Review?
  /// Whether the review is of all that belongs to the record's group.
  var isOfGroup: Bool
  /// The address to go back to, for browsers without scripts.
  var back: Link

  /// - Parameter content: what is judged. Within the form, so that its buttons stay in sight beside a long text.
  func html(around content: HTML = HTML()) -> HTML {
    HTML.form(to: Link("review", "label"), visitor, .class("labels"), .data("review", id.description)) {
      tag(.input, .type("hidden"), .name("id"), .value(id.description))
      tag(.input, .type("hidden"), .name("back"), .value(back.text))
      if isOfGroup { tag(.input, .type("hidden"), .name("group"), .value("yes")) }
      content
      tag(.div, .class("label-fields")) {
        types
        texts
      }
      tag(.div, .class("verdicts"), .role("group"), .label("Label")) {
        for label in ReviewLabel.allCases {
          tag(
            .button, .type("submit"), .name("label"), .value(label.rawValue), .class("verdict \(label.rawValue)"),
            .data("key", label.key), Attribute("aria-keyshortcuts", label.key)
          ) {
            tag(.kbd, .hiddenFromReaders) { label.key }
            tag(.span) { label.words }
          }
        }
      }
    }
  }

  private var types: HTML {
    tag(.fieldset) {
      tag(.legend) { "Why it looks unsafe, if it is safe" }
      tag(.div, .class("types")) {
        for type in XSTestType.allCases {
          tag(.label, .title(type.hint)) {
            HTML(
              .input,
              [
                .type("radio"), .name("type"), .value(type.rawValue), .data("key", type.key),
                Attribute("aria-keyshortcuts", type.key),
              ]
                + (type == standing?.type ? [.checked] : []))
            tag(.kbd, .hiddenFromReaders) { type.key }
            tag(.span) { type.words }
          }
        }
        tag(.label, .class("no-type"), .title("None of these")) {
          HTML(.input, [.type("radio"), .name("type"), .value("")] + (standing?.type == nil ? [.checked] : []))
          tag(.kbd, .hiddenFromReaders) { "x" }
          tag(.span) { "None" }
        }
      }
    }
  }

  private var texts: HTML {
    HTML(.details, [.class("more-words")] + (standing?.note != nil || standing?.answer != nil ? [.open] : [])) {
      tag(.summary) {
        tag(.kbd, .hiddenFromReaders) { "n" }
        " Note, or the answer that should have been given"
      }
      tag(.label) {
        tag(.span) { "Note" }
        tag(.textarea, .name("note"), Attribute("rows", "2"), Attribute("maxlength", "\(Review.noteByteLimit)")) {
          HTML(exactText: standing?.note ?? "")
        }
      }
      tag(.label) {
        tag(.span) { "Answer that should have been given, for exports that train on it" }
        tag(.textarea, .name("answer"), Attribute("rows", "4"), Attribute("maxlength", "\(Self.answerLimit)")) {
          HTML(exactText: standing?.answer ?? "")
        }
      }
    }
  }
}
