import Console
import Testing

@Suite struct MarkedTextTests {
  private func mark(_ range: Range<Int>, _ kind: String, note: String? = nil) -> MarkedText.Mark {
    MarkedText.Mark(range: range, kind: kind, title: kind, note: note)
  }

  @Test("marks stretches, those that overlap with both")
  func marks() {
    let rows: [([MarkedText.Mark], String, String)] = [
      ([], "a &lt;b&gt; c", "no marks"),
      ([mark(0..<1, "x")], "<mark class=\"x\" title=\"x\">a</mark> &lt;b&gt; c", "one at the beginning"),
      (
        [mark(2..<5, "x"), mark(4..<7, "y")],
        "a <mark class=\"x\" title=\"x\">&lt;b</mark><mark class=\"x y\" title=\"x; y\">&gt;</mark>"
          + "<mark class=\"y\" title=\"y\"> c</mark>", "two that overlap"
      ),
      ([mark(5..<90, "x")], "a &lt;b&gt;<mark class=\"x\" title=\"x\"> c</mark>", "one beyond the end"),
      ([mark(90..<99, "x"), mark(3..<3, "y")], "a &lt;b&gt; c", "none of the text"),
      (
        [mark(0..<1, "x", note: "<1>")],
        "<mark class=\"x\" title=\"x\"><span class=\"mark-note\">&lt;1&gt;</span>a</mark> &lt;b&gt; c", "with a note"
      ),
    ]
    for (marks, markup, why) in rows {
      #expect(MarkedText("a <b> c", marks).html.markup == markup, "\(why)")
    }
  }

  @Test("finds the characters of a range of bytes")
  func ranges() {
    let rows: [(Range<Int>, Range<Int>, String)] = [
      (0..<1, 0..<1, "ASCII"), (1..<3, 1..<2, "a letter of two bytes"), (3..<7, 2..<3, "one of four"),
      (0..<99, 0..<4, "beyond the end"), (7..<8, 3..<4, "behind them"),
    ]
    for (bytes, scalars, why) in rows {
      #expect(MarkedText.scalars(of: "aä😀z", bytes: bytes) == scalars, "\(why)")
    }
  }
}
