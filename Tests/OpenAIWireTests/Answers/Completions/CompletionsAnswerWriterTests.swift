import NIOCore
import OpenAIWire
import Testing

@Suite struct CompletionsAnswerWriterTests {
  private static let head = #"{"id":"c","object":"text_completion","created":1,"model":"m","choices":["#

  private func writer(choiceCount: Int = 1, includesUsage: Bool = false) -> any AnswerWriter {
    Dialect.completions.answerWriter(
      AnswerEnvelope(id: "c", created: 1, model: "m"), choiceCount: choiceCount, includesUsage: includesUsage)
  }

  private func scan(_ json: String, _ kind: AnswerDocument.Kind = .chunk) throws -> AnswerDocument {
    try AnswerDocument.scan(ByteBuffer(string: json), dialect: .completions, kind: kind)
  }

  @Test("writes a refused answer")
  func refusedAnswer() throws {
    let body = writer().refusedAnswer("No \"way\"\n", choiceCount: 2, usage: nil)
    #expect(
      String(buffer: body) == Self.head
        + #"{"text":"No \"way\"\n","index":0,"logprobs":null,"finish_reason":"content_filter"},"#
        + #"{"text":"No \"way\"\n","index":1,"logprobs":null,"finish_reason":"content_filter"}],"#
        + #""usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}"#)
    let usage = ByteBuffer(string: #"{"prompt_tokens": 7.0}"#)
    let document = try scan(String(buffer: writer().refusedAnswer("No", choiceCount: 1, usage: usage)), .whole)
    #expect(document.usageBytes == usage)
    #expect(document.choices.map(\.texts) == [[AnswerText(field: .content, text: "No")]])
  }

  @Test("withholds choices of upstream's answer, and keeps every other byte")
  func withholding() throws {
    let answer = #"{"x":1.0, "choices":[{"text":"a","index":1} , {"text":"b","index":0}],"usage":{"a":1}}"#
    let changed = writer().withholding([1: "No"], in: try scan(answer, .whole))
    #expect(
      String(buffer: changed) == #"{"x":1.0, "choices":[{"text":"No","index":1,"logprobs":null,"#
        + #""finish_reason":"content_filter"} , {"text":"b","index":0}],"usage":{"a":1}}"#)
  }

  @Test("writes a refused stream, which its own reader understands")
  func refusedStream() throws {
    let plain = try writer(choiceCount: 2).refusedStream("No").eventPayloads()
    #expect(plain.count == 3 && plain.last == "[DONE]")
    let choices = try plain.dropLast().map { try scan($0).choices[0] }
    #expect(choices.map(\.index) == [0, 1])
    #expect(choices.allSatisfy { $0.finishReason == "content_filter" })
    #expect(choices.allSatisfy { $0.texts == [AnswerText(field: .content, text: "No")] })
    let withUsage = try writer(includesUsage: true).refusedStream("No").eventPayloads()
    #expect(withUsage.count == 3)
    #expect(withUsage[0] == plain[0])
    #expect(
      withUsage[1] == Self.head + #"],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}"#)
  }

  @Test("cuts a choice with the policy's message, and ends the stream with the usage that is known")
  func cut() throws {
    let event = Self.head + #"{"text":"No","index":3,"logprobs":null,"finish_reason":"content_filter"}]"#
    var plain = writer(choiceCount: 4)
    plain.note(try scan(#"{"choices":[{"text":"a","index":3}],"usage":{"total_tokens":9}}"#), without: [])
    #expect(try plain.cut(choice: 3, message: "No").eventPayloads() == [event + "}"])
    #expect(try plain.end().eventPayloads() == ["[DONE]"])
    var asked = writer(includesUsage: true)
    asked.note(try scan(#"{"choices":[{"text":"a"}]}"#), without: [])
    asked.note(try scan(#"{"choices":[{"text":"b"}],"usage":null}"#), without: [])
    #expect(try asked.cut(choice: 3, message: "No").eventPayloads() == [event + "}"])
    #expect(
      try asked.end().eventPayloads() == [
        Self.head + #"],"usage":{"prompt_tokens":0,"completion_tokens":3,"total_tokens":3}}"#, "[DONE]",
      ], "each event with text is a token at least, the withheld one too")
    asked.note(try scan(#"{"choices":[],"usage":{"total_tokens":9}}"#), without: [])
    #expect(try asked.end().eventPayloads() == ["[DONE]"], "upstream's usage was sent")
  }

  @Test("takes cut choices out of events of upstream's")
  func removing() throws {
    let both = try scan(#"{"x":1.0,"choices":[{"text":"a","index":0},{"text":"b","index":1}]}"#)
    #expect(
      try writer().removing([0], from: both)?.eventPayloads() == [#"{"x":1.0,"choices":[{"text":"b","index":1}]}"#])
    #expect(writer().removing([0, 1], from: both) == nil)
    let last = try scan(#"{"choices":[{"text":"a"}],"usage":{"total_tokens":9}}"#)
    #expect(try writer().removing([0], from: last)?.eventPayloads() == [#"{"choices":[],"usage":{"total_tokens":9}}"#])
    #expect(
      try writer().rest(of: last)?.eventPayloads() == [Self.head + #"],"usage":{"total_tokens":9}}"#])
    #expect(writer().rest(of: both) == nil)
  }
}
