import NIOCore
import OpenAIWire
import Testing

/// Random answers, whole and streamed.
@Suite struct AnthropicStreamTests {
  private func scan(_ json: String, _ kind: AnswerDocument.Kind) throws -> AnswerDocument {
    try AnswerDocument.scan(ByteBuffer(string: json), dialect: .anthropicMessages, kind: kind)
  }

  @Test("each secret of a random message is in one text, and goes from where it stands and nowhere else")
  func randomMessages() throws {
    var writer = SecretWriter(seed: 62)
    var found = 0
    for round in 0..<2_000 {
      writer.forget()
      let answer = AnthropicBodies.answer(&writer)
      let document = try scan(answer.body, .whole)
      for secret in writer.secrets {
        let texts = document.choices[0].texts.filter { $0.text.contains(secret) }
        #expect(texts.count == 1, "round \(round): \(secret) in \(answer.body)")
      }
      found += writer.secrets.count
      #expect(String(buffer: document.redacting(writer.secrets)) == answer.expected, "round \(round)")
      let withheld = Dialect.anthropicMessages.answerWriter(AnswerEnvelope(id: "i", created: 1, model: "m"))
        .withholding([0: "No."], in: document)
      let rest = try AnswerDocument.scan(withheld, dialect: .anthropicMessages, kind: .whole)
      #expect(rest.choices[0].texts == [AnswerText(field: .content, text: "No.")], "round \(round)")
      #expect(rest.choices[0].finishReason == "refusal")
      #expect(rest.id == document.id && rest.model == document.model && rest.usageBytes == document.usageBytes)
    }
    #expect(found > 5_000)
  }

  @Test("a random message says the same, whole and streamed, however its pieces are cut")
  func streamedAsWhole() throws {
    var generator = SeededGenerator(seed: 63)
    for round in 0..<1_000 {
      let message = AnthropicMessageScript(&generator)
      let whole = try scan(message.whole, .whole)
      var strands = Strands()
      var finished: [Int] = []
      for event in message.events(&generator) {
        let document = try scan(event, .chunk)
        #expect(document.choices.count == 1)
        strands.add(document.choices[0].texts)
        finished += document.choices[0].finishedParts
      }
      var expected = Strands()
      expected.add(whole.choices[0].texts)
      #expect(strands == expected, "round \(round): \(message.whole)")
      #expect(finished == Array(message.blocks.indices))
    }
  }
}

/// What each strand of an answer says.
private struct Strands: Equatable {
  private struct Name: Hashable {
    var part: Int
    var field: AnswerField
  }

  private var said: [Name: String] = [:]

  mutating func add(_ texts: [AnswerText]) {
    for text in texts { said[Name(part: text.part, field: text.field), default: ""] += text.text }
  }
}
