import NIOCore
import OpenAIWire
import Testing

extension ByteBuffer {
  /// The payloads of a stream's events, all of which must be complete.
  func eventPayloads() throws -> [String] {
    var parser = EventStreamParser()
    parser.append(self)
    var payloads: [String] = []
    while let event = try parser.next() { payloads.append(String(buffer: event.data)) }
    #expect(parser.pendingBytes == 0)
    return payloads
  }
}
