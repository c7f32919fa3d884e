import Console
import Foundation
import Testing

@Suite struct HTMLTests {
  @Test("a text never becomes markup, wherever it stands")
  func texts() {
    let hostile = "</p><script>alert('x')</script>\" onload=\"alert(1) &amp;"
    let html = tag(.p, .title(hostile), .class(hostile), .data("x", hostile)) {
      hostile
      tag(.bdi) { hostile }
      HTML(exactText: hostile)
    }
    #expect(html.markup.components(of: "<") == 4, "the two elements' own")
    #expect(!html.markup.contains("<script"))
    // Three attributes with two quotes each.
    #expect(html.markup.components(of: "\"") == 6)
  }

  @Test(
    "what is not seen, or turns what is around it, is written out",
    arguments: [
      ("a\u{202E}b", "a[U+202E]b", "right-to-left override"), ("a\u{2066}b", "a[U+2066]b", "isolate"),
      ("a\u{200B}b", "a[U+200B]b", "no width"), ("a\u{E0041}b", "a[U+E0041]b", "smuggled letter"),
      ("a\0b", "a\u{2400}b", "NUL"), ("a\u{1B}[31mb", "a\u{241B}[31mb", "terminal's escape"),
      ("a\u{85}b", "a[U+0085]b", "C1"), ("a\u{FFFE}b", "a[U+FFFE]b", "no character"),
      ("a\r\nb\rc", "a\nb\nc", "line breaks"), ("a\tb", "a\tb", "a tab"), ("👩‍💻", "👩‍💻", "a joined emoji"),
      ("نص", "نص", "right-to-left letters are no trick"),
    ])
  func hidden(text: String, expected: String, why: Comment) {
    #expect(HTML(text).markup == expected, why)
  }

  @Test("what is read back from a page stays what it was")
  func exact() {
    #expect(tag(.textarea) { HTML(exactText: "\na\u{202E}\r\n") }.markup == "<textarea>\n\na\u{202E}&#13;\n</textarea>")
  }

  @Test("pieces stand in their order, and void elements have no end")
  func order() {
    let html = tag(.ul) {
      for name in ["a", "b"] { tag(.li) { name } }
      if false { "never" }
      tag(.br)
    }
    #expect(html.markup == "<ul><li>a</li><li>b</li><br></ul>")
  }

  @Test("what stands in backticks is code, and a lone backtick is one")
  func worded() {
    #expect(HTML.worded("as `a<b` is").markup == "<bdi class=\"recorded\">as <code>a&lt;b</code> is</bdi>")
    #expect(HTML.worded("a ` b").markup == "<bdi class=\"recorded\">a ` b</bdi>")
  }
}

extension String {
  /// How often a piece occurs.
  func components(of piece: String) -> Int { components(separatedBy: piece).count - 1 }
}
