import NIOCore
import OpenAIWire
import Testing

@Suite struct OllamaAnswerWriterTests {
  private static let head =
    #"{"model":"m","created_at":"2026-11-21T11:39:45Z","message":{"role":"assistant","content":"#

  private func writer() -> any AnswerWriter {
    Dialect.ollamaChat.answerWriter(AnswerEnvelope(id: "x", created: 1_795_261_185, model: "m"))
  }

  private func scan(_ json: String, _ kind: AnswerDocument.Kind = .chunk) throws -> AnswerDocument {
    try AnswerDocument.scan(ByteBuffer(string: json), dialect: .ollamaChat, kind: kind)
  }

  @Test("writes a refused answer")
  func refusedAnswer() {
    #expect(
      String(buffer: writer().refusedAnswer("No \"way\"\n", choiceCount: 3, usage: nil)) == Self.head
        + #""No \"way\"\n"},"done":true,"done_reason":"content_filter","prompt_eval_count":0,"eval_count":0}"#)
  }

  @Test("writes a refused stream")
  func refusedStream() {
    #expect(
      String(buffer: writer().refusedStream("No")) == Self.head + #""No"},"done":false}"# + "\n" + Self.head
        + #"""},"done":true,"done_reason":"content_filter","prompt_eval_count":0,"eval_count":0}"# + "\n")
  }

  static let withheld: [(json: String, expected: String, reason: String)] = [
    (
      #"{"model":"big", "created_at":"2026-11-21T11:39:45.5Z","message":{"role":"assistant","content":"bad","tool_calls":[]},"logprobs":[{"token":"bad"}],"done_reason":"stop","done":true,"eval_count": 7,"x":"bad","y":1.50}"#,
      #"{"model":"big", "created_at":"2026-11-21T11:39:45.5Z","message":{"role":"assistant","content":"No"},"logprobs":null,"done_reason":"content_filter","done":true,"eval_count": 7,"x":null,"y":1.50}"#,
      "all but words survives"
    ),
    (
      #"{"message":{},"done":true}"#,
      #"{"done_reason":"content_filter","message":{"role":"assistant","content":"No"},"done":true}"#, "no reason"
    ),
    (
      #"{"error":"bad","eval_count":7}"#,
      head + #""No"},"done":true,"done_reason":"content_filter","eval_count":7}"#, "an error"
    ),
  ]

  @Test("withholds what an answer says and keeps what is known of it", arguments: withheld)
  func withholding(row: (json: String, expected: String, reason: String)) throws {
    let document = try scan(row.json, .whole)
    #expect(String(buffer: writer().withholding([0: "No"], in: document)) == row.expected, "\(row.reason)")
    #expect(writer().withholding([:], in: document) == document.bytes)
  }

  @Test("ends a stream that is cut with the message and the counts that are known")
  func cut() throws {
    var writer = writer()
    for line in [
      #"{"message":{"content":"a"},"done":false}"#, #"{"message":{"content":"b"},"done":false,"prompt_eval_count":9}"#,
    ] { writer.note(try scan(line), without: []) }
    #expect(String(buffer: writer.cut(choice: 0, message: "No")) == Self.head + #""No"},"done":false}"# + "\n")
    #expect(
      String(buffer: writer.end()) == Self.head
        + #"""},"done":true,"done_reason":"content_filter","prompt_eval_count":9,"eval_count":2}"# + "\n")
  }

  @Test("frames a payload as one line")
  func framing() throws {
    var lines = JSONLinesParser()
    lines.append(writer().event(ByteBuffer(string: "{\n\"done\":\r\nfalse}"), type: nil))
    let line = try #require(try lines.next())
    #expect(String(buffer: line) == "{ \"done\":  false}")
    #expect(try lines.next() == nil)
  }

  @Test("keeps of a line whose texts cannot be sent that the answer is over")
  func withoutTexts() throws {
    let last = try scan(#"{"message":{"x":"bad"},"done":true,"done_reason":"stop","eval_count":4}"#)
    #expect(
      writer().rest(of: last).map { String(buffer: $0) } == Self.head
        + #"""},"done":true,"done_reason":"stop","eval_count":4}"# + "\n")
    let other = try scan(#"{"message":{"content":"bad"},"done":false}"#)
    #expect(writer().rest(of: other) == nil)
    #expect(writer().removing([0], from: other) == nil)
  }

  @Test("writes the time of any second so that it reads back")
  func times() throws {
    var generator = SeededGenerator(seed: 75)
    for _ in 0..<2_000 {
      let second = Int.random(in: 0...253_402_300_799, using: &generator)
      let writer = Dialect.ollamaChat.answerWriter(AnswerEnvelope(id: "", created: second, model: "m"))
      let answer = writer.refusedAnswer("No", choiceCount: 1, usage: nil)
      #expect(try AnswerDocument.scan(answer, dialect: .ollamaChat, kind: .whole).created == second)
    }
  }
}
