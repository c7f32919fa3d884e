import Foundation
import NIOCore
import OpenAIWire
import Testing

@Suite struct AnswerRenderingTests {
  private let envelope = AnswerEnvelope(id: "chatcmpl-1", created: 1_760_000_000, model: "tiny")

  @Test("takes over the envelope of upstream's answer")
  func envelopes() throws {
    let document = try AnswerDocument.scan(
      ByteBuffer(string: #"{"id":"up","model":"m"}"#), kind: .chunk)
    #expect(
      AnswerEnvelope(of: document, fallback: envelope)
        == AnswerEnvelope(id: "up", created: 1_760_000_000, model: "m"))
  }

  private func answer() throws -> AnswerDocument {
    try AnswerDocument.scan(
      ByteBuffer(
        string: #"{"x":1.0, "choices" : [ {"index":0,"message":{"content":"a"}} , {"index":1} ,{"index":2}], "y":[]}"#),
      kind: .whole)
  }

  @Test("replaces the choices that offend and nothing else")
  func replacing() throws {
    let document = try answer()
    let replaced = AnswerRendering.replacingChoices(
      in: document, with: [1: ByteBuffer(string: "{}"), 2: ByteBuffer(string: "[]"), 9: ByteBuffer(string: "?")])
    #expect(
      String(buffer: replaced)
        == #"{"x":1.0, "choices" : [ {"index":0,"message":{"content":"a"}} , {} ,[]], "y":[]}"#)
    #expect(AnswerRendering.replacingChoices(in: document, with: [:]) == document.bytes)
  }

  @Test("removes choices together with their commas")
  func removing() throws {
    let document = try answer()
    let rows: [(indices: Set<Int>, left: String)] = [
      ([0], #"[{"index":1},{"index":2}]"#), ([1], #"[{"index":0,"message":{"content":"a"}},{"index":2}]"#),
      ([1, 2], #"[{"index":0,"message":{"content":"a"}}]"#), ([0, 1, 2], "[]"),
    ]
    for row in rows {
      let removed = AnswerRendering.removingChoices(in: document, indices: row.indices)
      #expect(String(buffer: removed) == #"{"x":1.0, "choices" : \#(row.left), "y":[]}"#)
    }
    #expect(AnswerRendering.removingChoices(in: document, indices: [7]) == document.bytes)
  }

  @Test("writes strings that every JSON reader gives back")
  func strings() throws {
    var generator = SeededGenerator(seed: 7)
    for round in 0..<2_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        let limits: [UInt32] = [0x20, 0x80, 0x3000, 0x11_0000]
        let limit = limits.randomElement(using: &generator) ?? 0x80
        if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)) {
          text.unicodeScalars.append(scalar)
        }
      }
      var buffer = ByteBuffer()
      buffer.writeJSONString(text)
      let read = try JSONSerialization.jsonObject(with: Data(buffer.readableBytesView), options: .fragmentsAllowed)
      #expect((read as? String).map { Array($0.unicodeScalars) } == Array(text.unicodeScalars), "round \(round)")
      #expect(throws: Never.self) { try JSONDocument.validate(buffer) }
    }
    var buffer = ByteBuffer()
    buffer.writeJSONString("\u{0}\u{1F}\u{7F}\u{80}\u{A8}\u{2027}\u{2028}\u{2029}\u{202A}\"\\/😀")
    #expect(
      String(buffer: buffer)
        == "\"\\u0000\\u001f\\u007f\u{80}\u{A8}\u{2027}\\u2028\\u2029\u{202A}\\\"\\\\/😀\"")
  }
}
