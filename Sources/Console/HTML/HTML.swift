/// A piece of a page. Every text that enters it is escaped on its way in, so that no text ever becomes markup.
///
/// The one door for markup is `init(markup:)`, and it takes literals of this program only.
package struct HTML: Sendable, Equatable {
  package private(set) var markup: String

  private init(unchecked markup: String) {
    self.markup = markup
  }

  /// Nothing at all.
  package init() {
    markup = ""
  }

  /// A text as a reader is to see it: escaped, and what would not be seen is made visible (`TextEscaping.shown`).
  package init(_ text: String) {
    markup = TextEscaping.shown(text)
  }

  /// A text as it is, for what is read back from the page: the content of a `textarea`.
  package init(exactText text: String) {
    markup = TextEscaping.exact(text)
  }

  /// Markup of this program. A literal only, so nothing that came from outside can be in it.
  package init(markup: StaticString) {
    self.markup = markup.description
  }

  /// An element with its attributes and its content, which void elements do not have.
  package init(_ tag: Tag, _ attributes: [Attribute], _ content: HTML = HTML()) {
    precondition(!tag.isVoid || content.markup.isEmpty, "`\(tag.rawValue)` has no content")
    var text = "<\(tag.rawValue)"
    for attribute in attributes { attribute.write(to: &text) }
    text += ">"
    if !tag.isVoid {
      // A parser leaves out a line break that comes first in these.
      if tag == .pre || tag == .textarea { text += "\n" }
      text += content.markup + "</\(tag.rawValue)>"
    }
    markup = text
  }

  /// A script of this program, which runs once the page is read.
  package static func script(_ asset: Asset) -> HTML {
    HTML(unchecked: "<script src=\"\(asset.path)\" defer></script>")
  }

  package static func + (first: HTML, second: HTML) -> HTML { HTML(unchecked: first.markup + second.markup) }

  package static func += (first: inout HTML, second: HTML) { first.markup += second.markup }

  /// Several pieces, one after the other.
  package static func joined(_ pieces: some Sequence<HTML>, separator: HTML = HTML()) -> HTML {
    HTML(unchecked: pieces.map(\.markup).joined(separator: separator.markup))
  }

  package var isEmpty: Bool { markup.isEmpty }
}

/// An element: `tag(.p, .class("quiet")) { "Nothing yet" }`.
package func tag(
  _ tag: Tag, _ attributes: Attribute..., @HTMLBuilder content: () throws -> HTML
) rethrows -> HTML {
  HTML(tag, attributes, try content())
}

/// An element without content.
package func tag(_ tag: Tag, _ attributes: Attribute...) -> HTML { HTML(tag, attributes) }
