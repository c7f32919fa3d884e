import RefusalLog

/// What the keys of the review queue do, as a dialog that `?` opens.
struct KeysHelp {
  let mayReview: Bool

  var html: HTML {
    tag(.dialog, .id("keys"), .labelledBy("keys-title")) {
      tag(.h2, .id("keys-title")) { "Keys" }
      tag(.div, .class("keys-columns")) {
        list(Self.moving)
        if mayReview {
          list(ReviewLabel.allCases.map { ([$0.key], $0.words) } + Self.writing)
          list(XSTestType.allCases.map { ([$0.key], $0.words) } + [(["x"], "None of the types")])
        }
      }
      tag(.label, .class("check")) {
        tag(.input, .type("checkbox"), .id("keys-switch"), .checked)
        tag(.span) { "Single keys act at once" }
      }
      tag(.form, Attribute("method", "dialog")) { tag(.button, .type("submit"), .autofocus) { "Close" } }
    }
  }

  private static let moving: [(keys: [String], does: String)] = [
    (["j"], "Next item"), (["k"], "Item before"), (["o"], "Whole record"), (["?"], "These keys"),
  ]

  private static let writing: [(keys: [String], does: String)] = [
    (["n"], "Write a note"), (["a"], "Write the right answer"), (["Esc"], "Stop writing"),
    (["u"], "Undo the last label"),
  ]

  private func list(_ rows: [(keys: [String], does: String)]) -> HTML {
    tag(.dl, .class("keys")) {
      for row in rows {
        tag(.div) {
          tag(.dt) { HTML.joined(row.keys.map { key in tag(.kbd) { key } }) }
          tag(.dd) { row.does }
        }
      }
    }
  }
}
