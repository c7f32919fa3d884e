/// A text with stretches of it marked, which may overlap.
package struct MarkedText {
  /// One stretch.
  package struct Mark: Sendable {
    /// Unicode scalars of the text.
    var range: Range<Int>
    /// Of the style sheet.
    var kind: String
    /// What is said of it.
    var title: String
    /// Stands before it, such as its score.
    var note: String?

    package init(range: Range<Int>, kind: String, title: String, note: String? = nil) {
      self.range = range
      self.kind = kind
      self.title = title
      self.note = note
    }
  }

  private let scalars: [Unicode.Scalar]
  private let marks: [Mark]

  package init(_ text: String, _ marks: [Mark]) {
    scalars = Array(text.unicodeScalars)
    let whole = scalars.indices
    self.marks = marks.compactMap { mark in
      var mark = mark
      mark.range = mark.range.clamped(to: whole)
      return mark.range.isEmpty ? nil : mark
    }.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Scalars of a text that lie in a range of its UTF-8 bytes.
  package static func scalars(of text: String, bytes: Range<Int>) -> Range<Int> {
    let view = text.utf8
    func count(_ offset: Int) -> Int {
      let index = view.index(view.startIndex, offsetBy: min(max(offset, 0), view.count))
      return text.unicodeScalars[..<index].count
    }
    let start = count(bytes.lowerBound)
    return start..<max(start, count(bytes.upperBound))
  }

  package var html: HTML {
    let borders = Set(marks.flatMap { [$0.range.lowerBound, $0.range.upperBound] } + [0, scalars.count]).sorted()
    return HTML.joined(zip(borders, borders.dropFirst()).map { segment($0..<$1) })
  }

  private func segment(_ range: Range<Int>) -> HTML {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    let covering = marks.filter { $0.range.lowerBound <= range.lowerBound && $0.range.upperBound >= range.upperBound }
    guard !covering.isEmpty else { return HTML(String(text)) }
    let starting = covering.filter { $0.range.lowerBound == range.lowerBound }.compactMap(\.note)
    return tag(
      .mark, .class(covering.map(\.kind).joined(separator: " ")),
      .title(covering.map(\.title).joined(separator: "; "))
    ) {
      for note in starting { tag(.span, .class("mark-note")) { note } }
      String(text)
    }
  }
}
