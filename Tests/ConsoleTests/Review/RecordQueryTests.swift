import Console
import RefusalLog
import Taxonomy
import Testing

@Suite struct RecordQueryTests {
  @Test("writes an address that asks for the same again")
  func again() {
    var query = RecordQuery()
    query.period = .month
    query.verdict = .guardBlock
    query.category = .selfHarm
    query.app = "a&b=c d"
    query.model = "+%00\u{202E}"
    query.policy = "<b>"
    query.text = "löschen? #1"
    query.reviewed = .falseRefusal
    let address = Link("records", query: query.fields).text
    let asked = FormFields(parsing: address.split(separator: "?", maxSplits: 1)[1])
    #expect(RecordQuery(asked) == query)
    #expect(Link(checking: address) != nil)
  }

  @Test("takes what means nothing for nothing")
  func nonsense() {
    let rows = [
      ("verdict=nice&category=bad&period=ever&reviewed=maybe", "values that there are not"),
      ("app=&model=++&policy=%20&text=", "empty ones"), ("", "no fields at all"), ("%%%&&==", "no form at all"),
    ]
    for (text, why) in rows {
      #expect(RecordQuery(FormFields(parsing: text)) == RecordQuery(), "\(why)")
    }
  }

  @Test("asks the log for what the form says")
  func filters() {
    let hour: Int64 = 3_600_000
    let rows: [(String, RefusalFilter, String)] = [
      ("", RefusalFilter(), "nothing asks for all"),
      ("period=24h", RefusalFilter(since: 76 * hour), "a day back from 100 hours"),
      ("period=90d", RefusalFilter(since: 0), "not beyond the beginning of time"),
      ("verdict=over_block&app=x", RefusalFilter(verdicts: [.overBlock], apps: ["x"]), "both have to hold"),
      ("reviewed=no", RefusalFilter(isReviewed: false), "not reviewed"),
      ("reviewed=unsure", RefusalFilter(labels: [.unsure]), "with a label"),
      ("text=+kill+", RefusalFilter(text: "kill"), "without the blanks around it"),
    ]
    for (text, filter, why) in rows {
      #expect(RecordQuery(FormFields(parsing: text)).filter(now: 100 * hour) == filter, "\(why)")
    }
  }
}
