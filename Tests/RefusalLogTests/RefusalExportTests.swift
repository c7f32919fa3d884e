import Foundation
import GRDB
import RefusalLog
import Taxonomy
import Testing

@Suite struct RefusalExportTests {
  private static let hostile = [
    "say \"hi\"", "a,b;c", "line\r\nline\nline\rline", "=HYPERLINK(\"http://x\",\"y\")", "+1", "-1+1", "@SUM(A1)",
    "\t=1", "'quoted", "''", " =1", "\u{FEFF}=1", "＝1", "😀👩‍👩‍👧 e\u{301}", "\"\u{301}", "\u{2028}\u{2029}\u{85}",
    "\u{1}\u{7F}",
    "back\\slash", "</script>", " ", "NULL", "true", "1e5",
  ]

  private static func store(_ log: TestLog, _ records: [RefusalRecord]) throws -> RefusalStore {
    let store = try log.store()
    _ = try store.append(records.map { $0.bounded() }, traffic: [:])
    return store
  }

  private static func export(
    _ store: RefusalStore, _ format: ExportFormat, _ filter: RefusalFilter = .init()
  ) throws
    -> [String]
  {
    var rows: [String] = []
    try store.export(format, filter) { rows.append($0) }
    return rows
  }

  @Test("a JSONL line is this, byte for byte", arguments: DatabaseKind.allCases)
  func jsonLine(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    var record = RefusalRecord.sample(1_798_675_200_123, prompt: "\"a\"\\\n\r\t\0\u{1}\u{85}\u{2028}é😀/")
    record.refusalScore = 1e-7
    record.model = nil
    let store = try Self.store(log, [record])
    let expected = #"""
      {"id":"01a2c965-787b-787b-8000-01a2c965787b","time":"2026-12-31T00:00:00.123Z","milliseconds":1798675200123,"app":"shop","key_id":"key-1","endpoint":"/v1/chat/completions","model":null,"is_streamed":true,"policy":"balanced","policy_revision":"0123456789ab","classifier":"ngram@7","stage":"prompt","action":"refuse","is_enforced":true,"rule_ids":["harm","weapons"],"cause":"rules","verdict":"guard_block","prompt_harm":0.75,"attack":0.125,"answer_harm":0.5,"refusal_score":1e-07,"refusal_kind":"partial","categories":{"cyber":0.0625,"hate":0.5},"prompt_judging_us":120,"answer_judging_us":340,"total_us":5600,"upstream_ms":4,"status_code":200,"delivery":"cut","released_characters":17,"content_mode":"full","prompt":"\"a\"\\\n\r\t␀\u0001\u0085\u2028é😀/","prompt_bytes":21,"answer":"Sure, first","answer_bytes":11,"user_key":null,"retry_answer":null,"retry_answer_bytes":null,"retry_answer_harm":null,"retry_refusal_kind":null,"retry_is_delivered":null,"retry_ms":null,"retry_tokens":null,"review_label":null,"review_type":null,"reviewer":null,"review_note":null,"review_answer":null,"reviewed_ms":null}
      """#
    #expect(try Self.export(store, .jsonl) == [expected + "\n"])
  }

  @Test("a CSV file is this, byte for byte")
  func csvLines() throws {
    let folder = try TemporaryFolder()
    var record = RefusalRecord.sample(1_798_675_200_123, prompt: "=1+\"a\"\r\n,b")
    record.model = nil
    record.upstreamMilliseconds = nil
    record.answer = ""
    let store = try Self.store(TestLog(folder), [record])
    let header =
      "id,time,milliseconds,app,key_id,endpoint,model,is_streamed,policy,policy_revision,classifier,stage,action,"
      + "is_enforced,rule_ids,cause,verdict,prompt_harm,attack,answer_harm,refusal_score,refusal_kind,categories,"
      + "prompt_judging_us,answer_judging_us,total_us,upstream_ms,status_code,delivery,released_characters,"
      + "content_mode,prompt,prompt_bytes,answer,answer_bytes,user_key,retry_answer,retry_answer_bytes,"
      + "retry_answer_harm,retry_refusal_kind,retry_is_delivered,retry_ms,retry_tokens,review_label,review_type,"
      + "reviewer,review_note,review_answer,reviewed_ms\r\n"
    let row =
      "01a2c965-787b-787b-8000-01a2c965787b,2026-12-31T00:00:00.123Z,1798675200123,shop,key-1,/v1/chat/completions,,"
      + "true,balanced,0123456789ab,ngram@7,prompt,refuse,true,\"[\"\"harm\"\",\"\"weapons\"\"]\",rules,guard_block,"
      + "0.75,0.125,0.5,0.25,partial,\"{\"\"cyber\"\":0.0625,\"\"hate\"\":0.5}\",120,340,5600,,200,cut,17,full,"
      + "\"'=1+\"\"a\"\"\r\n,b\",10,\"\",11,,,,,,,,,,,,,,\r\n"
    #expect(try Self.export(store, .csv) == [header, row])
  }

  @Test("hostile text comes back out of a JSONL line as it was, in one line", arguments: hostile)
  func jsonRoundTrip(text: String) throws {
    let folder = try TemporaryFolder()
    var record = RefusalRecord.sample(1, app: text, model: text, prompt: text)
    record.ruleIDs = [text]
    record.categories = [text: 0.1]
    let lines = try Self.export(Self.store(TestLog(folder), [record]), .jsonl)
    let line = try #require(lines.first)
    #expect(line.unicodeScalars.filter { $0.properties.generalCategory == .control } == ["\n"])
    #expect(!line.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{2029}" })
    let decoded = try JSONDecoder().decode(RefusalRecord.self, from: Data(line.utf8))
    #expect(decoded == record)
    #expect(decoded.prompt?.utf8.elementsEqual(text.utf8) == true, "no change of normal form either")
  }

  @Test("hostile text comes back out of CSV as it was, and no cell begins a formula", arguments: hostile)
  func csvRoundTrip(text: String) throws {
    let folder = try TemporaryFolder()
    let record = RefusalRecord.sample(1, app: text, model: text, prompt: text)
    let cells = CSVReader.rows(try Self.export(Self.store(TestLog(folder), [record]), .csv).joined())
    #expect(cells.count == 2)
    let row = Dictionary(uniqueKeysWithValues: zip(cells[0], cells[1]))
    #expect(cells[0].count == cells[1].count)
    for name in ["app", "model", "prompt"] {
      let cell = try #require(row[name])
      let first = cell.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
      #expect(first.map { !"=+-@＝＋－＠".unicodeScalars.contains($0) } ?? true)
      let plain = cell.hasPrefix("'") ? String(cell.unicodeScalars.dropFirst()) : cell
      #expect(plain.utf8.elementsEqual(text.utf8))
    }
  }

  @Test("nothing and an empty text are told apart, and numbers are never guarded")
  func csvCells() {
    var line = CSVText()
    line.append(nil)
    line.append("")
    line.append(raw: "-1")
    line.append("-1")
    #expect(line.text == ",\"\",-1,'-1")
  }

  @Test("an export is complete and in order over many pages, and keeps to its filter", arguments: DatabaseKind.allCases)
  func pages(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let records = (0..<2_500).map {
      RefusalRecord.sample(UInt64($0), verdict: $0.isMultiple(of: 3) ? .guardCut : .guardBlock)
    }
    let store = try Self.store(log, records)
    var milliseconds: [Int64] = []
    let outcome = try store.export(.jsonl) { line in
      milliseconds.append(try JSONDecoder().decode(RefusalRecord.self, from: Data(line.utf8)).milliseconds)
    }
    #expect(milliseconds == Array(0..<2_500))
    #expect(outcome.written == 2_500)
    #expect(try Self.export(store, .csv, RefusalFilter(since: 30, verdicts: [.guardCut])).count == 1 + 824)
  }

  @Test("large records make small pages: a slow sink never holds the whole log or a transaction")
  func slowSink() throws {
    let folder = try TemporaryFolder()
    let large = String(repeating: "x", count: 600_000)
    let store = try Self.store(
      TestLog(folder),
      (0..<6).map { number in
        var record = RefusalRecord.sample(UInt64(number))
        record.prompt = large
        return record
      })
    var rows = 0
    try store.export(.jsonl) { _ in
      rows += 1
      // A checkpoint that empties the WAL needs every reader gone.
      let busy = try folder.database().writeWithoutTransaction {
        try Int.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      #expect(busy == 0)
    }
    #expect(rows == 6)
  }

  @Test("a sink that fails ends the export with its error", arguments: DatabaseKind.allCases)
  func failingSink(kind: DatabaseKind) throws {
    struct Closed: Error {}
    let log = try TestLog(kind)
    let store = try Self.store(log, [.sample(1), .sample(2)])
    var rows = 0
    #expect(throws: Closed.self) {
      try store.export(.jsonl) { _ in
        rows += 1
        throw Closed()
      }
    }
    #expect(rows == 1)
  }

  @Test("an empty log exports as a header, or as nothing", arguments: DatabaseKind.allCases)
  func empty(kind: DatabaseKind) throws {
    let log = try TestLog(kind)
    let store = try Self.store(log, [])
    #expect(try Self.export(store, .csv) == [RefusalRecord.csvHeader])
    #expect(try Self.export(store, .jsonl).isEmpty)
  }
}
