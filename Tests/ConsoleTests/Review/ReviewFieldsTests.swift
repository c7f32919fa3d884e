import Console
import RefusalLog
import Taxonomy
import Testing

@Suite struct ReviewFieldsTests {
  private let id = DecisionID(milliseconds: 1_760_000_000_000, random: (1, 2))

  @Test("goes back to a page of the console and nowhere else")
  func back() {
    let rows: [(String?, String, String)] = [
      (nil, "/console/review", "no page is named"),
      ("/console/records/0199", "/console/records/0199", "the record it came from"),
      ("/console/review", "/console/review?done=\(id)", "the queue, which offers to undo"),
      ("/console/review?app=x&after=1.2.3.4", "/console/review?app=x&done=\(id)", "the queue from its beginning"),
      ("/console/review?app=x&done=y", "/console/review?app=x&done=\(id)", "what was done before is forgotten"),
      ("https://evil.example/console", "/console/review", "another site"),
      ("//evil.example/", "/console/review", "another site by the shorter way"),
      ("/console/../elsewhere", "/console/review", "out of the console"),
      ("javascript:alert(1)", "/console/review", "a script"),
      ("/console/review?app=\r\nset-cookie:%20x", "/console/review", "a header of its own"),
    ]
    for (back, address, why) in rows {
      let form = FormFields(back.map { [("back", $0)] } ?? [])
      #expect(ReviewFields.back(form, done: id).text == address, "\(why)")
    }
  }

  @Test("names the record by its whole id")
  func ids() throws {
    #expect(try ReviewFields.id(FormFields([("id", id.description)])) == id)
    for id in ["", "0199", "nobody", id.description + "0"] {
      #expect(throws: ConsoleProblem.self) { try ReviewFields.id(FormFields([("id", id)])) }
    }
  }
}
