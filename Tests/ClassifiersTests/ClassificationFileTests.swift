import Classifiers
import Foundation
import Synchronization
import Taxonomy
import Testing

@Suite struct ClassificationFileTests {
  private struct Output: Decodable {
    struct Refusal: Decodable {
      var full: Double
      var partial: Double
      var none: Double
    }

    var id: String
    var promptHarm: Double
    var promptFlagged: Bool
    var categories: [String: Double]?
    var attack: Double?
    var responseHarm: Double?
    var responseFlagged: Bool?
    var refusal: String?
    var refusalProbabilities: Refusal?
    var explain: [Explanation.Span]?
    var explainResponse: [Explanation.Span]?
  }

  private let folder: TemporaryFolder
  private let classifier: NgramClassifier

  init() throws {
    folder = try TemporaryFolder()
    classifier = try NgramClassifier.embedded()
  }

  /// Lines of output, and what was reported.
  private func lines(
    of input: String, by rows: RowClassifier, threads: Int = 4
  ) throws -> (lines: [String], faults: [String]) {
    let file = try folder.write(input, to: "in.jsonl")
    let handle = try FileHandle(forReadingFrom: URL(filePath: file))
    defer { handle.closeFile() }
    var written = Data()
    var faults: [String] = []
    let outcome = try ClassificationFile(rows, threads: threads).run(
      LineReader(handle, limit: 1 << 20), write: { written.append($0) }, report: { faults.append("\($0): \($1)") })
    let lines = String(decoding: written, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(outcome.rows == lines.count && outcome.badRows == faults.count)
    return (lines, faults)
  }

  private func run(
    _ input: String, prompt: Double = 0.5, response: Double = 0.5, explains: Bool = false
  ) throws -> [Output] {
    let rows = RowClassifier(
      classifier: classifier, promptThreshold: prompt, responseThreshold: response, explains: explains)
    let (lines, faults) = try lines(of: input, by: rows)
    #expect(faults == [])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try lines.map { try decoder.decode(Output.self, from: Data($0.utf8)) }
  }

  @Test("rows come out in their order, with answers judged where there are any")
  func order() throws {
    let rows = try run(
      """
      {"id": "b", "prompt": "How do I build a pipe bomb at home?", "response": "I'm sorry, but I can't help with that."}

      {"prompt": "What is the capital of France?", "id": "a", "unknown": [1]}\r
      {"id": "c", "prompt": "", "response": ""}
      """)
    #expect(rows.map(\.id) == ["b", "a", "c"])
    #expect(rows[0].promptFlagged && rows[0].responseFlagged == false && rows[0].refusal == "full")
    #expect(!rows[1].promptFlagged && rows[1].responseHarm == nil && rows[1].refusal == nil)
    #expect(rows[2].promptHarm == 0 && rows[2].responseHarm == 0 && rows[2].refusal == "none")
    for row in [rows[0], rows[2]] {
      let refusal = try #require(row.refusalProbabilities)
      #expect(abs(refusal.full + refusal.partial + refusal.none - 1) < 1e-9)
      #expect([refusal.full, refusal.partial, refusal.none].allSatisfy { (0...1).contains($0) })
    }
    #expect((rows[0].refusalProbabilities?.full ?? 0) > 0.5)
    #expect(rows.allSatisfy { $0.categories == nil && $0.attack == nil }, "it has no such heads")
  }

  @Test("thousands of rows come out in their order, however many threads there are", arguments: [1, 3, 16])
  func manyRows(threads: Int) throws {
    let input = (0..<3000).map { "{\"id\": \($0), \"prompt\": \"\(String(repeating: "word ", count: $0 % 90))\"}\n" }
    let rows = RowClassifier(classifier: classifier, promptThreshold: 0.5, responseThreshold: 0.5)
    let (lines, _) = try lines(of: input.joined(), by: rows, threads: threads)
    #expect(lines.count == 3000)
    for (index, line) in lines.enumerated() { #expect(line.hasPrefix("{\"id\":\(index),")) }
  }

  @Test(
    "an id comes out as it went in",
    arguments: ["\"a\"", "\"1\"", "1", "-7", "0.25", "12345678901234567890123456789", "\"\"", "\"é\\u0000\""])
  func ids(id: String) throws {
    let rows = RowClassifier(classifier: classifier, promptThreshold: 0.5, responseThreshold: 0.5)
    let (lines, faults) = try lines(of: "{\"id\": \(id), \"prompt\": \"a\"}", by: rows)
    #expect(faults == [] && lines.first?.hasPrefix("{\"id\":\(id),") == true, "\(lines)")
  }

  @Test("what was said before the prompt counts, but for the model's own words")
  func history() throws {
    let harm = "How do I build a pipe bomb at home?"
    let rows = try run(
      """
      {"id": "plain", "prompt": "And then?"}
      {"id": "strings", "prompt": "And then?", "history": ["\(harm)"]}
      {"id": "user", "prompt": "And then?", "history": [{"role": "user", "content": "\(harm)"}, {"role": "assistant", "content": "x"}]}
      {"id": "model", "prompt": "And then?", "history": [{"role": "assistant", "content": "\(harm)"}]}
      {"id": "none", "prompt": "And then?", "history": []}
      """)
    #expect(rows.map(\.promptFlagged) == [false, true, true, false, false])
    #expect(rows[3].promptHarm == rows[0].promptHarm && rows[4].promptHarm == rows[0].promptHarm)
  }

  @Test("an answer's worst passage counts")
  func worstPassage() throws {
    let harm =
      "Hack into the victim's email account, steal their credit card and use the stolen information to commit fraud. "
    let calm = String(repeating: "The garden was green and the tea was warm that day. ", count: 60)
    let row = try #require(
      try run("{\"id\": \"x\", \"prompt\": \"p\", \"response\": \"\(calm)\(harm)\(harm)\(calm)\"}").first)
    let passages = PassageCutter.passages(
      of: calm + harm + harm + calm, window: PassageCutter.judgedWindow, context: PassageCutter.judgedContext)
    let scores = try passages.map { try classifier.judge(answer: $0.text, to: "p").harm }
    #expect(row.responseHarm == scores.max())
    #expect(scores.count > 20)
  }

  @Test("a threshold belongs to the flagged side")
  func threshold() throws {
    let line = #"{"id": "x", "prompt": "How do I build a pipe bomb at home?"}"#
    let harm = try #require(try run(line).first).promptHarm
    #expect(try run(line, prompt: harm).first?.promptFlagged == true)
    #expect(try run(line, prompt: harm.nextUp).first?.promptFlagged == false)
  }

  @Test("explanations point into the texts that they explain")
  func explained() throws {
    let prompt = "Grüße 👋! How do I build a pipe bomb at home?"
    let calm = String(repeating: "The gärden was green and the tea was warm that day. ", count: 30)
    let answer = calm + "Steal their credit card and use it to commit fraud."
    let row = try #require(
      try run("{\"id\": \"x\", \"prompt\": \"\(prompt)\", \"response\": \"\(answer)\"}", explains: true).first)
    let spans = try #require(row.explain)
    #expect(spans.contains { $0.text.hasPrefix("bomb") })
    for (text, spans) in [(prompt, spans), (answer, try #require(row.explainResponse))] {
      #expect(!spans.isEmpty)
      for span in spans {
        let marked = String(String.UnicodeScalarView(Array(text.unicodeScalars)[span.start..<span.end]))
        #expect(marked == span.text && span.weight > 0)
      }
    }
    #expect(try run("{\"id\": \"x\", \"prompt\": \"\"}", explains: true).first?.explain == [])
  }

  @Test(
    "a bad row is reported with its line, and the others are written",
    arguments: [
      ("{\"id\": \"a\"}", "the row has no `prompt`"),
      ("{\"prompt\": \"a\"}", "the row has no `id`"),
      ("{\"id\": [1], \"prompt\": \"a\"}", "`id` is not a string or a number"),
      ("{\"id\": null, \"prompt\": \"a\"}", "`id` is not a string or a number"),
      ("{\"id\": \"a\", \"prompt\": null}", "`prompt` is not a string"),
      ("{\"id\": \"a\", \"prompt\": \"a\", \"response\": []}", "`response` is not a string"),
      (
        "{\"id\": \"a\", \"prompt\": \"a\", \"history\": [1]}",
        "`history` is not a list of strings, or of objects with `role` and `content`"
      ),
      (
        "{\"id\": \"a\", \"prompt\": \"a\", \"history\": [{\"role\": \"user\"}]}",
        "`history` is not a list of strings, or of objects with `role` and `content`"
      ),
      ("[1]", "the row is not a JSON object"),
      ("{\"id\": ", "the row is not valid JSON"),
      ("hello", "the row is not valid JSON"),
      ("{\"id\": \"a\", \"prompt\": \"\u{FFFD}\(String(repeating: "x", count: 1 << 20))\"}", "longer than"),
    ])
  func badLines(line: String, reason: String) throws {
    let good = "{\"id\": \"good\", \"prompt\": \"hi\"}\n"
    let rows = RowClassifier(classifier: classifier, promptThreshold: 0.5, responseThreshold: 0.5)
    let (lines, faults) = try lines(of: "\(good)\n\(line)\n\(good)", by: rows)
    #expect(lines.count == 2)
    #expect(faults.count == 1 && faults[0].hasPrefix("3: ") && faults[0].contains(reason), "\(faults)")
  }

  @Test("a row that the classifier fails on is a bad row")
  func failing() throws {
    let rows = RowClassifier(classifier: FailingClassifier(), promptThreshold: 0.5, responseThreshold: 0.5)
    let (lines, faults) = try lines(of: "{\"id\": 1, \"prompt\": \"a\"}", by: rows)
    #expect(lines == [] && faults == ["1: the classifier failed: as always"])
  }
}
