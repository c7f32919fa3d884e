import NIOCore
import OpenAIWire
import Testing

@Suite struct ChatAnswerWriterTests {
  private func writer(
    choiceCount: Int = 1, includesUsage: Bool = false, fingerprint: String? = nil
  ) -> any AnswerWriter {
    Dialect.chatCompletions.answerWriter(
      AnswerEnvelope(id: "c", created: 1, model: "m", systemFingerprint: fingerprint), choiceCount: choiceCount,
      includesUsage: includesUsage)
  }

  private func scan(_ json: String, _ kind: AnswerDocument.Kind = .chunk) throws -> AnswerDocument {
    try AnswerDocument.scan(ByteBuffer(string: json), kind: kind)
  }

  @Test("writes a refused completion")
  func refusedAnswer() {
    let body = writer().refusedAnswer("No \"way\"\n", choiceCount: 1, usage: nil)
    #expect(
      String(buffer: body) == #"""
        {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"No \"way\"\n","refusal":null},"logprobs":null,"finish_reason":"content_filter"}],"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}
        """#)
  }

  @Test("writes as many choices as were asked for, and keeps the usage's bytes")
  func severalChoices() throws {
    let usage = ByteBuffer(string: #"{"prompt_tokens": 7.0}"#)
    let body = writer(fingerprint: "fp").refusedAnswer("No", choiceCount: 3, usage: usage)
    let document = try AnswerDocument.scan(body, kind: .whole)
    #expect(document.choices.map(\.index) == [0, 1, 2])
    #expect(document.choices.allSatisfy { $0.finishReason == "content_filter" })
    #expect(document.usageBytes == usage)
    #expect(document.systemFingerprint == "fp")
  }

  @Test("withholds choices of upstream's answer, and keeps every other byte")
  func withholding() throws {
    let answer = try scan(#"{"x":1.0,"choices":[{"index":0,"message":{"content":"a"}} , {"index":1}],"y":[]}"#, .whole)
    let changed = String(buffer: writer().withholding([0: "No"], in: answer))
    #expect(changed.hasPrefix(#"{"x":1.0,"choices":[{"index":0,"message":{"role":"assistant","content":"No""#))
    #expect(changed.hasSuffix(#""finish_reason":"content_filter"} , {"index":1}],"y":[]}"#))
    #expect(try scan(changed, .whole).choices.map(\.finishReason) == ["content_filter", nil])
  }

  @Test("ends one choice of a running stream")
  func cut() throws {
    var writer = writer()
    writer.note(try scan(#"{"choices":[{"index":2,"delta":{"role":"assistant"}}]}"#), without: [])
    let head = #"data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":["#
    #expect(
      String(buffer: writer.cut(choice: 2, message: "No")) == head
        + #"{"index":2,"delta":{"content":"No"},"logprobs":null,"finish_reason":"content_filter"}]}"# + "\n\n")
    #expect(writer.end() == ByteBuffer(string: "data: [DONE]\n\n"))
  }

  @Test("says the role where nothing was released, and that usage is to come where it was asked for")
  func cutFromTheStart() throws {
    var writer = writer(includesUsage: true)
    writer.note(try scan(#"{"choices":[{"index":0,"delta":{"content":"x"}}]}"#), without: [0])
    let found = try writer.cut(choice: 0, message: "No").eventPayloads()
    #expect(found.count == 2)
    #expect(found[0].contains(#""delta":{"role":"assistant","content":""}"#))
    #expect(found[1].contains(#""delta":{"content":"No"},"logprobs":null,"finish_reason":"content_filter""#))
    #expect(found.allSatisfy { $0.hasSuffix(#"],"usage":null}"#) })
  }

  @Test("writes a whole refused stream")
  func refusedStream() throws {
    let plain = try writer(choiceCount: 2).refusedStream("No").eventPayloads()
    #expect(plain.count == 5)
    #expect(plain.last == "[DONE]")
    let chunks = try plain.dropLast().map { try scan($0).choices[0] }
    #expect(chunks.map(\.index) == [0, 0, 1, 1])
    #expect(chunks.map(\.finishReason) == [nil, "content_filter", nil, "content_filter"])
    let withUsage = try writer(includesUsage: true).refusedStream("No").eventPayloads()
    #expect(withUsage.count == 4)
    #expect(
      withUsage[2] == #"{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"#
        + #""usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}"#)
  }

  @Test("keeps upstream's usage in the usage chunk")
  func usageChunk() throws {
    let document = try scan(#"{"choices":[{"delta":{"content":"x"}}],"usage":{"prompt_tokens":5}}"#)
    let found = try #require(writer().rest(of: document)).eventPayloads()
    #expect(try scan(found[0]).usageBytes == ByteBuffer(string: #"{"prompt_tokens":5}"#))
    var writer = writer(includesUsage: true)
    writer.note(document, without: [])
    #expect(try scan(try writer.end().eventPayloads()[0]).usageBytes == ByteBuffer(string: #"{"prompt_tokens":5}"#))
  }
}
