extension HTML {
  /// A form that proves that it came from a page of the visitor's session. The only way to make one that changes things.
  package static func form(
    to link: Link, _ visitor: Visitor, _ attributes: Attribute..., @HTMLBuilder content: () throws -> HTML
  ) rethrows -> HTML {
    HTML(
      .form, [Attribute("method", "post"), .action(link)] + attributes,
      tag(.input, .type("hidden"), .name(FormCheck.field), .value(visitor.formToken)) + (try content()))
  }

  /// A form that only asks for a page, such as filters.
  package static func search(
    _ link: Link, _ attributes: Attribute..., @HTMLBuilder content: () throws -> HTML
  ) rethrows -> HTML {
    HTML(.form, [Attribute("method", "get"), .action(link)] + attributes, try content())
  }

  /// Text that someone else wrote: kept apart from what is around it, whatever direction it runs in.
  package static func recorded(_ text: String) -> HTML {
    tag(.bdi, .class("recorded")) { text }
  }

  /// The same in several lines, as it was written.
  package static func recordedBlock(_ text: String) -> HTML {
    tag(.div, .class("recorded recorded-block"), Attribute("dir", "auto")) { text }
  }

  /// A sentence in which what stands in backticks is code, as in messages and in policy files.
  package static func worded(_ text: String) -> HTML {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    // A backtick without its second is one.
    guard parts.count > 1, !parts.count.isMultiple(of: 2) else { return recorded(text) }
    return tag(.bdi, .class("recorded")) {
      for (index, part) in parts.enumerated() {
        index.isMultiple(of: 2) ? HTML(String(part)) : tag(.code) { String(part) }
      }
    }
  }

  /// A word about a state, such as `failed`.
  package static func badge(_ text: String, _ tone: Tone = .neutral) -> HTML {
    tag(.span, .class("badge badge-\(tone.rawValue)")) { text }
  }

  /// A message above what it is about.
  package static func notice(_ tone: Tone, @HTMLBuilder content: () throws -> HTML) rethrows -> HTML {
    HTML(
      .div, [.class("notice notice-\(tone.rawValue)"), .role(tone == .bad ? "alert" : "status")], try content())
  }

  /// A time, exact to the reader's machine and short to the reader.
  package static func time(_ milliseconds: Int64) -> HTML {
    tag(.time, Attribute("datetime", UnixTimeText.text(milliseconds))) { UnixTimeText.minutes(milliseconds) }
  }

  /// The mark of this program: a hull that rides level on its waterline.
  static let emblem = HTML(
    markup: """
      <svg class="emblem" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2v11" class="emblem-mast"/>\
      <path d="M3 13h18l-3.2 5.2a3.4 3.4 0 0 1-2.9 1.6H9.1a3.4 3.4 0 0 1-2.9-1.6z" class="emblem-hull"/>\
      <path d="M13.6 3.2 19 11h-5.4z" class="emblem-sail"/><path d="M10.4 5.4V11H6z" class="emblem-sail"/>\
      <path d="M2 22.2h20" class="emblem-water"/></svg>
      """)
}
