import Console
import Testing

@Suite struct FormFieldsTests {
  @Test(
    "reads fields as browsers send them",
    arguments: [
      ("a=b&c=d", [["a", "b"], ["c", "d"]], "two fields"), ("a=1+2%2B3", [["a", "1 2+3"]], "blanks and plus signs"),
      ("a=%C3%A9", [["a", "é"]], "UTF-8"), ("a=%FF", [["a", "\u{FFFD}"]], "no UTF-8"),
      ("a=%zz%4", [["a", "%zz%4"]], "no digits"), ("a", [["a", ""]], "no value"), ("&&a=b&", [["a", "b"]], "nothing"),
      ("a=b=c", [["a", "b=c"]], "a second equals sign"), ("a=1&a=2", [["a", "1"], ["a", "2"]], "the same name"),
    ])
  func reading(text: String, expected: [[String]], why: Comment) {
    #expect(FormFields(parsing: text).pairs.map { [$0.name, $0.value] } == expected, why)
  }

  @Test("reads no more fields than there may be")
  func bound() {
    let text = String(repeating: "a=b&", count: 10_000)
    #expect(FormFields(parsing: text).pairs.count == FormFields.limit)
  }

  @Test("a text of blanks is none")
  func blanks() {
    let fields = FormFields([("a", " \n"), ("b", "  c d ")])
    #expect(fields.text("a") == nil && fields.text("b") == "c d" && fields.text("c") == nil)
  }
}
