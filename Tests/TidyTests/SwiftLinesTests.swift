import Testing

@Suite struct SwiftLinesTests {
  @Test(
    "comments and strings are kept apart from code",
    arguments: [
      ("let a = 1 // note", "let a = 1 ", "// note", "a line comment"),
      ("a /* b /* c */ d */ e", "a  e", "/* b /* c */ d */", "nested block comments"),
      (#"f("x // y")"#, "f(________)", "", "a comment's mark inside a string"),
      (#"f("a\"b") + 1"#, "f(______) + 1", "", "an escaped quote"),
      (#"f("\(g("x"))") + 1"#, "f(___________) + 1", "", "a string inside an interpolation"),
      (##"f(#"a"b"#) + 1"##, "f(_______) + 1", "", "a quote inside a raw string"),
      ("#if DEBUG", "#if DEBUG", "", "a number sign that opens no string"),
    ])
  func parts(source: String, code: String, comment: String, reason: String) {
    let lines = SwiftLines(source).lines
    #expect(lines == [SwiftLines.Line(code: code, comment: comment)], "\(reason)")
  }

  @Test("a string over several lines is blank on each of them")
  func multiline() {
    let lines = SwiftLines("let a = \"\"\"\n  try! \"b\"\n  \"\"\"\nlet c = 1").lines
    #expect(lines.count == 4)
    #expect(!lines[1].code.contains("try"))
    #expect(lines[3].code == "let c = 1")
  }

  @Test("comments beside a line are its own and the block directly above")
  func beside() {
    let source = SwiftLines("// far\n\n// near one\n// near two\ncall() // own")
    let comments = source.comments(beside: 4)
    #expect(comments.contains("own") && comments.contains("near one") && comments.contains("near two"))
    #expect(!comments.contains("far"))
  }
}
