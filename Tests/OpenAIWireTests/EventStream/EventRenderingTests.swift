import NIOCore
import OpenAIWire
import Testing

@Suite struct EventRenderingTests {
  @Test("writes a payload of several lines so that it is one event", arguments: ["{}", "{\n\"a\":1\r\n}", "{\r}"])
  func events(payload: String) throws {
    let found = try EventRendering.event(ByteBuffer(string: payload)).eventPayloads()
    #expect(found.count == 1)
    #expect(throws: Never.self) { try JSONDocument.validate(ByteBuffer(string: found[0])) }
  }

  @Test("writes the end of a stream of chunks")
  func done() {
    #expect(EventRendering.done == ByteBuffer(string: "data: [DONE]\n\n"))
  }
}
