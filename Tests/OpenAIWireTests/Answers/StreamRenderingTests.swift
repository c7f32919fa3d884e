import NIOCore
import OpenAIWire
import Testing

@Suite struct StreamRenderingTests {
  private let envelope = AnswerEnvelope(id: "c", created: 1, model: "m")

  /// The payloads of a stream's events.
  private func payloads(_ stream: ByteBuffer) throws -> [String] {
    var parser = EventStreamParser()
    parser.append(stream)
    var payloads: [String] = []
    while let event = try parser.next() { payloads.append(String(buffer: event.data)) }
    #expect(parser.pendingBytes == 0)
    return payloads
  }

  @Test("ends one choice of a running stream")
  func cut() {
    let events = StreamRendering.cutChunks(envelope, index: 2, message: "No", includesRole: false)
    let head = #"data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":["#
    #expect(
      String(buffer: events) == head
        + #"{"index":2,"delta":{"content":"No"},"logprobs":null,"finish_reason":null}]}"# + "\n\n" + head
        + #"{"index":2,"delta":{},"logprobs":null,"finish_reason":"content_filter"}]}"# + "\n\n")
  }

  @Test("says the role where nothing was released, and that usage is to come where it was asked for")
  func cutFromTheStart() throws {
    let events = StreamRendering.cutChunks(envelope, index: 0, message: "No", includesRole: true, includesUsage: true)
    let found = try payloads(events)
    #expect(found.count == 2)
    #expect(found[0].contains(#""delta":{"role":"assistant","content":"No"}"#))
    #expect(found.allSatisfy { $0.hasSuffix(#"],"usage":null}"#) })
  }

  @Test("writes a whole refused stream")
  func refusedStream() throws {
    let plain = try payloads(StreamRendering.refusedStream(envelope, message: "No", choiceCount: 2))
    #expect(plain.count == 5)
    #expect(plain.last == "[DONE]")
    let chunks = try plain.dropLast().map { try AnswerDocument.scan(ByteBuffer(string: $0), kind: .chunk).choices[0] }
    #expect(chunks.map(\.index) == [0, 0, 1, 1])
    #expect(chunks.map(\.finishReason) == [nil, "content_filter", nil, "content_filter"])
    let withUsage = try payloads(StreamRendering.refusedStream(envelope, message: "No", includesUsage: true))
    #expect(withUsage.count == 4)
    #expect(
      withUsage[2] == #"{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"#
        + #""usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}"#)
  }

  @Test("keeps upstream's usage in the usage chunk")
  func usageChunk() throws {
    let usage = ByteBuffer(string: #"{"prompt_tokens":5}"#)
    let found = try payloads(StreamRendering.usageChunk(envelope, usage: usage))
    #expect(try AnswerDocument.scan(ByteBuffer(string: found[0]), kind: .chunk).usageBytes == usage)
    #expect(EventRendering.done == ByteBuffer(string: "data: [DONE]\n\n"))
  }

  @Test("writes a payload of several lines so that it is one event", arguments: ["{}", "{\n\"a\":1\r\n}", "{\r}"])
  func events(payload: String) throws {
    let found = try payloads(EventRendering.event(ByteBuffer(string: payload)))
    #expect(found.count == 1)
    #expect(throws: Never.self) { try JSONDocument.validate(ByteBuffer(string: found[0])) }
  }
}
