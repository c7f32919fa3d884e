import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct ResponsesSecretTests {
  @Test("random requests become, byte for byte, what they are with labels for secrets")
  func requests() throws {
    var random = SecretResponses(seed: 101)
    var redacted = 0
    for round in 0..<2_000 {
      let written = random.request()
      let request = try ModelRequest.parse(ByteBuffer(string: written.body), dialect: .responses)
      var change = RequestChange()
      for secret in random.secrets { change.redactions.merge(request.redactions(of: secret)) { $0 + $1 } }
      redacted += change.redactions.values.reduce(0) { $0 + $1.count }
      let changed = try request.changed(change, byteLimit: 1 << 20)
      #expect(String(buffer: changed.body) == written.expected, "round \(round): \(written.body)")
    }
    #expect(redacted > 5_000)
  }

  @Test("random answers and events become, byte for byte, what they are with labels for secrets")
  func answers() throws {
    var random = SecretResponses(seed: 102)
    for round in 0..<4_000 {
      let isWhole = round % 3 == 0
      let written = isWhole ? random.answer() : random.event()
      let document = try AnswerDocument.scan(
        ByteBuffer(string: written.body), dialect: .responses, kind: isWhole ? .whole : .chunk)
      #expect(
        String(buffer: document.redacting(random.secrets)) == written.expected, "round \(round): \(written.body)")
    }
  }
}
