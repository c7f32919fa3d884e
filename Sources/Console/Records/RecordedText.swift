import RefusalLog

/// A prompt or an answer as a record keeps it: its text, or what there is in place of one.
struct RecordedText {
  var heading: String
  /// For the style sheet: `prompt`, `answer` or `answer delivered`.
  var kind: String
  var text: String?
  /// Of the whole text; nil when there was none.
  var byteCount: Int?
  var mode: ContentMode
  /// What is said beside the heading.
  var notes: [HTML] = []
  /// Characters that are shown; more are on the record's own page.
  var limit = Int.max
  /// What is said where there was no text.
  var absence = "None came."

  var html: HTML {
    tag(.section, .class("said \(kind)")) {
      tag(.h2) {
        heading
        HTML.joined(notes.map { note in tag(.span, .class("badge")) { note } })
        if mode == .redacted, text != nil { tag(.span, .class("badge")) { "personal data replaced" } }
      }
      content
    }
  }

  @HTMLBuilder private var content: HTML {
    switch (text, mode) {
    case (nil, _) where byteCount == nil: tag(.p, .class("nothing")) { absence }
    case (nil, _): tag(.p, .class("nothing")) { "Not kept: the policy says so. It had \(bytes(byteCount ?? 0))." }
    case (let text?, .hashed):
      tag(.p, .class("nothing")) {
        "Only a hash of its \(bytes(byteCount ?? 0)) was kept: "
        tag(.code) { text }
      }
    case (let text?, _):
      // Long ones scroll, so they have to be reached with the keyboard.
      HTML(.div, textAttributes(isLong: text.utf8.count > 900), HTML(shortened(text)))
      if let cut = cutNote(text) { tag(.p, .class("cut-note")) { cut } }
    }
  }

  private func textAttributes(isLong: Bool) -> [Attribute] {
    let plain: [Attribute] = [.class("text"), Attribute("dir", "auto")]
    return isLong ? plain + [Attribute("tabindex", "0"), .role("region"), .label(heading)] : plain
  }

  private func shortened(_ text: String) -> String {
    guard text.unicodeScalars.count > limit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
  }

  private func cutNote(_ text: String) -> String? {
    if text.unicodeScalars.count > limit {
      return
        "The first \(limit.grouped) characters of \(bytes(byteCount ?? text.utf8.count)); the record shows what was kept."
    }
    guard mode == .full, let byteCount, byteCount > text.utf8.count else { return nil }
    return "The first \(bytes(text.utf8.count)) of \(bytes(byteCount)) were kept."
  }

  private func bytes(_ count: Int) -> String { count == 1 ? "1 byte" : "\(count.grouped) bytes" }
}
