import Console
import Testing

@Suite struct LinkTests {
  @Test("every part of an address is encoded, and none can leave the console")
  func parts() {
    #expect(Link().text == "/console")
    #expect(Link("a/b", "..", "?#").text == "/console/a%2Fb/%2E%2E/%3F%23")
    #expect(Link("x", query: [("a&b", "c=d é"), ("e", "\r\n")]).text == "/console/x?a%26b=c%3Dd%20%C3%A9&e=%0D%0A")
  }

  @Test(
    "of addresses that a browser sent only those of the console are gone on to",
    arguments: [
      ("/console", true, "the overview"), ("/console/review?app=a%20b&x=1", true, "a page with a query"),
      ("/consolex", false, "another path"), ("https://evil.example/console", false, "another site"),
      ("//evil.example/console", false, "another site by the shorter way"),
      ("/console//evil.example", false, "a path that some read as another site"),
      ("/console/../metrics", false, "out of the console"), ("/console/%0d%0a", true, "encoded, it breaks no header"),
      ("/console/\r\nset-cookie: a=b", false, "a header of its own"), ("/console\\evil", false, "a backslash"),
      ("javascript:alert(1)", false, "a script"), ("", false, "nothing"),
    ])
  func checking(text: String, isOwn: Bool, why: Comment) {
    #expect((Link(checking: text) != nil) == isOwn, why)
  }
}
