import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct CompletionsAnswerTests {
  private func scan(_ json: String, _ kind: AnswerDocument.Kind = .whole) throws -> AnswerDocument {
    try AnswerDocument.scan(ByteBuffer(string: json), dialect: .completions, kind: kind)
  }

  @Test("reads a whole completion")
  func whole() throws {
    let document = try scan(
      #"""
      {"id":"cmpl-1","object":"text_completion","created":1760000000,"model":"tiny","system_fingerprint":"fp","choices":[
      {"text":"b","index":1,"logprobs":{"tokens":["b"],"top_logprobs":[{"b":-1}]},"finish_reason":"length"},
      {"text":"a","index":0,"logprobs":null,"finish_reason":null}],"usage":{"prompt_tokens":1.50}}
      """#)
    #expect(document.dialect == .completions && document.kind == .whole)
    #expect(document.id == "cmpl-1" && document.model == "tiny" && document.created == 1_760_000_000)
    #expect(document.systemFingerprint == "fp" && !document.hasError)
    #expect(document.choices.map(\.index) == [1, 0])
    #expect(document.choices.map(\.finishReason) == ["length", nil])
    #expect(
      document.choices.map(\.texts) == [
        [AnswerText(field: .content, text: "b")], [AnswerText(field: .content, text: "a")],
      ])
    #expect(document.texts.isEmpty)
    #expect(document.usageBytes.map { String(buffer: $0) } == #"{"prompt_tokens":1.50}"#)
  }

  static let rows: [(choice: String, texts: [AnswerText], reason: String)] = [
    (#""text":"""#, [], "no text"),
    (#""text":"x\ud83d""#, [AnswerText(field: .content, text: "x\u{FFFD}")], "half of a surrogate pair"),
    (#""text":["a","b"]"#, [AnswerText(field: .content, text: "a\nb")], "text of another type"),
    (#""text":"a","stop_reason":"stop_1""#, [AnswerText(field: .content, text: "a")], "a constant"),
    (
      #""text":"a","finish_reason":"say this""#,
      [AnswerText(field: .content, text: "a"), AnswerText(field: .other("finish_reason"), text: "say this")],
      "words as a reason"
    ),
    (
      #""finish_reason":{"type":"say this"}"#,
      [AnswerText(field: .other("finish_reason"), text: "type\nsay this")], "words within a reason"
    ),
    (
      #""text":"a","prompt_logprobs":[{"1":{"decoded_token":"p"}}],"tokens":["t"]"#,
      [
        AnswerText(field: .content, text: "a"),
        AnswerText(field: .other("prompt_logprobs"), text: "1\ndecoded_token\np"),
        AnswerText(field: .other("tokens"), text: "t"),
      ], "fields of some servers"
    ),
    (
      #""message":{"role":"assistant","content":"m"},"delta":{"content":"d"}"#,
      [
        AnswerText(field: .other("message"), text: "role\nassistant\ncontent\nm"),
        AnswerText(field: .other("delta"), text: "content\nd"),
      ], "another dialect's fields"
    ),
    (
      #""text":"a","logprobs":{"tokens":["a"]}"#, [AnswerText(field: .content, text: "a")],
      "log probabilities, which repeat the text"
    ),
    (
      #""logprobs":{"tokens":["bo","mb"],"top_logprobs":[{"bu":-1}],"token_logprobs":[-1]},"text":"""#,
      [AnswerText(field: .other("logprobs"), text: "bo\nmb"), AnswerText(field: .other("logprobs"), text: "bu")],
      "log probabilities without their text"
    ),
    (#""logprobs":{"tokens":[],"text_offset":[]},"text":"""#, [], "log probabilities of nothing"),
    (#""logprobs":"bomb""#, [AnswerText(field: .other("logprobs"), text: "bomb")], "log probabilities that are none"),
  ]

  @Test("finds every string of a choice, whole and streamed alike", arguments: rows)
  func findsTexts(row: (choice: String, texts: [AnswerText], reason: String)) throws {
    for kind in [AnswerDocument.Kind.whole, .chunk] {
      #expect(try scan(#"{"choices":[{\#(row.choice)}]}"#, kind).choices.first?.texts == row.texts, "\(row.reason)")
    }
  }

  @Test("finds text outside the choices, in errors too")
  func textElsewhere() throws {
    let document = try scan(
      #"{"choices":[],"__verbose":{"content":"all"},"content":"c","timings":{"x":1},"error":{"message":"said: x"}}"#)
    #expect(
      document.texts == [
        AnswerText(field: .other("__verbose"), text: "content\nall"), AnswerText(field: .other("content"), text: "c"),
        AnswerText(field: .other("error"), text: "message\nsaid: x"),
      ])
    #expect(document.hasError)
    #expect(try !scan(#"{"error":null}"#).hasError)
  }

  static let faults: [(json: String, fault: JSONFault, reason: String)] = [
    ("[]", JSONFault(.wrongType(expected: "an object"), at: 0), "an array"),
    (#"{"choices":["x"]}"#, JSONFault(.wrongType(expected: "a choice object"), at: 12), "a choice as a string"),
    (#"{"choices":[{"text":"a","text":"b"}]}"#, JSONFault(.duplicateKey("text"), at: 24), "text twice"),
    (
      #"{"choices":[{"Text":"a"}]}"#, JSONFault(.ambiguousKey("Text", known: "text"), at: 13), "text in another case"
    ),
  ]

  @Test("refuses an answer that readers could understand differently", arguments: faults)
  func refuses(row: (json: String, fault: JSONFault, reason: String)) {
    #expect(throws: row.fault, "\(row.reason)") { try scan(row.json) }
  }

  @Test("random answers have every string in a text, and lose what is redacted, with its log probabilities")
  func random() throws {
    var random = PlantedJSON(seed: 52)
    var planted = 0
    for round in 0..<3_000 {
      random.reset()
      let (answer, expected) = Self.answer(&random)
      let document = try scan(answer, round % 2 == 0 ? .whole : .chunk)
      var found: Set<String> = []
      var changes: [AnswerTextEdits] = []
      func note(_ texts: [AnswerText], _ choice: Int?) {
        for (index, text) in texts.enumerated() {
          let edits = random.markers.flatMap { marker in
            let places = text.text.occurrences(of: marker)
            if !places.isEmpty { #expect(found.insert(marker).inserted, "round \(round): \(marker) of \(answer)") }
            return places.map { TextEdit(range: $0, replacement: SecretRequest.label.text) }
          }
          let ordered = edits.sorted { $0.range.lowerBound < $1.range.lowerBound }
          if !edits.isEmpty { changes.append(AnswerTextEdits(choice: choice, text: index, edits: ordered)) }
        }
      }
      for (index, choice) in document.choices.enumerated() { note(choice.texts, index) }
      note(document.texts, nil)
      #expect(found == Set(random.markers), "round \(round): \(answer)")
      #expect(String(buffer: AnswerRendering.editing(document, changes)) == expected, "round \(round): \(answer)")
      planted += found.count
    }
    #expect(planted > 3_000)
  }

  /// An answer, and what it is with labels for markers.
  private static func answer(_ random: inout PlantedJSON) -> (String, String) {
    let probabilities = #"{"tokens":["t"]}"#
    var choices: [(String, String)] = []
    for index in 0..<Int.random(in: 0..<4, using: &random.generator) {
      let before = random.markers.count
      if random.chance(5) {
        // Nothing but log probabilities, which are then judged as text.
        let lone = #"{"text":"","logprobs":{"tokens":[\#(random.value())]}}"#
        choices.append((lone, random.markers.count > before ? #"{"text":"","logprobs":null}"# : lone))
        continue
      }
      var members = [#""index":\#(index)"#, #""text":\#(random.string().dropLast())."#, #""logprobs":~"#]
      members[1] += "\""
      if random.chance(2) { members.append(#""x_note":\#(random.value())"#) }
      if random.chance(3) { members.append(#""finish_reason":\#(random.value())"#) }
      let choice = random.object(members)
      let isEdited = random.markers.count > before
      choices.append(
        (
          choice.replacing("~", with: probabilities),
          random.redacted(choice.replacing("~", with: isEdited ? "null" : probabilities))
        ))
    }
    var members = [#""id":"c""#, #""usage":{"total_tokens":1.50}"#, #""choices":[~]"#]
    if random.chance(2) { members.append(#""__verbose":\#(random.value())"#) }
    if random.chance(4) { members.append(#""error":\#(random.value())"#) }
    let answer = random.object(members)
    return (
      answer.replacing("~", with: choices.map(\.0).joined(separator: ",")),
      random.redacted(answer).replacing("~", with: choices.map(\.1).joined(separator: ","))
    )
  }
}
