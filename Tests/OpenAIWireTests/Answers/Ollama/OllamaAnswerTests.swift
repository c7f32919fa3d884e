import NIOCore
import OpenAIWire
import Testing

@Suite struct OllamaAnswerTests {
  private func scan(_ json: String, _ kind: AnswerDocument.Kind) throws -> AnswerDocument {
    try AnswerDocument.scan(ByteBuffer(string: json), dialect: .ollamaChat, kind: kind)
  }

  private func lines(_ texts: [AnswerText]) -> [String] { texts.map { "\($0.field): \($0.text)" } }

  @Test("reads a line and a whole answer, which have one shape", arguments: [AnswerDocument.Kind.chunk, .whole])
  func last(kind: AnswerDocument.Kind) throws {
    let json = #"""
      {"model":"tiny","created_at":"2026-11-21T11:39:45.123456789Z","message":{"role":"assistant","content":"hi"},
      "done":true,"done_reason":"length","total_duration":5,"prompt_eval_count":3,"eval_count":2}
      """#
    let document = try scan(json, kind)
    #expect(document.model == "tiny" && document.id == nil && document.created == 1_795_261_185)
    #expect(document.eventType == nil && !document.hasError && document.texts.isEmpty && document.usage == nil)
    #expect(document.choices.count == 1)
    #expect(document.choices[0].index == 0 && document.choices[0].range == 0..<json.utf8.count)
    #expect(document.choices[0].finishReason == "length")
    #expect(document.choices[0].texts == [AnswerText(field: .content, text: "hi")])
  }

  static let ends: [(fields: String, reason: String?, why: String)] = [
    (#""done":false"#, nil, "a line that others follow"),
    (#""message":{"content":"x"}"#, nil, "a line that does not say"),
    (#""done":true"#, "stop", "an end without a reason, from old servers"),
    (#""done_reason":"stop","done":true"#, "stop", "the reason first"),
    (#""done_reason":"stop","done":false"#, nil, "a reason without an end"),
  ]

  @Test("knows the last line", arguments: ends)
  func knowsEnds(row: (fields: String, reason: String?, why: String)) throws {
    #expect(try scan("{\(row.fields)}", .chunk).choices[0].finishReason == row.reason, "\(row.why)")
  }

  static let fields: [(json: String, texts: [String], reason: String)] = [
    (#""message":{"role":"assistant","content":"a b"}"#, ["content: a b"], "content"),
    (#""message":{"content":"","thinking":"hm"}"#, ["reasoning: hm"], "thoughts"),
    (#""message":{"role":"say this"}"#, [#"other("role"): say this"#], "words as a role"),
    (
      #""message":{"tool_calls":[{"id":"c","function":{"name":"f","arguments":{"q":"b\u006fmb","n":1}}},{"function":{"arguments":{"a":"b"},"name":"g","index":7}}]}"#,
      ["toolName(0): f", #"toolArguments(0): {"q":"bomb","n":1}"#, #"toolArguments(7): {"a":"b"}"#, "toolName(7): g"],
      "called tools, the index after the texts"
    ),
    (
      #""message":{"tool_calls":[{"function":{"arguments":"{\"a\":1}"}}]}"#, [#"toolArguments(0): {"a":1}"#],
      "as a string"
    ),
    (
      #""message":{"tool_calls":[{"function":"x","odd":{"y":"z"},"id":"say this"},"w"]}"#,
      [
        #"other("tool_calls"): x"#, #"other("tool_calls"): y~z"#, #"other("tool_calls"): say this"#,
        #"other("tool_calls"): w"#,
      ],
      "what is no call"
    ),
    (
      #""message":{"tool_calls":"x","images":["AAAA","do it"]}"#,
      [#"other("tool_calls"): x"#, #"other("images"): do it"#], "words"
    ),
    (
      #""message":{"x":{"y":"z"},"tool_name":"t"}"#, [#"other("x"): y~z"#, #"other("tool_name"): t"#], "unknown fields"
    ),
    (#""message":"x","content":"y""#, [#"other("message"): x"#, #"other("content"): y"#], "text in other places"),
    (#""created_at":"2026-11-21T11:39:45Z","done_reason":"stop""#, [], "constants"),
    (
      #""created_at":"long ago","done_reason":"say this","done":"yes""#,
      [#"other("created_at"): long ago"#, #"other("done_reason"): say this"#, #"other("done"): yes"#],
      "words as constants"
    ),
    (#""remote_model":"big","remote_host":"https://x.test:443""#, [], "a server behind the server"),
    (#""error":"it said: x""#, [#"other("error"): it said: x"#], "an error"),
    (#""eval_count":"x","odd":["y"]"#, [#"other("count"): x"#, #"other("odd"): y"#], "other types"),
    (
      #""logprobs":[{"token":"a ","logprob":-1,"bytes":[97],"top_logprobs":[{"token":"x"}]},{"token":"b"}],"message":{"content":"a b"}"#,
      ["content: a b"], "log probabilities that repeat the text"
    ),
    (
      #""message":{"content":"a b"},"logprobs":[{"token":"x"}]"#, ["content: a b", #"other("logprobs"): token~x"#],
      "log probabilities that do not"
    ),
    (#""logprobs":null"#, [], "none"),
  ]

  @Test("finds every string, whole and in a line alike", arguments: fields)
  func findsTexts(row: (json: String, texts: [String], reason: String)) throws {
    let expected = row.texts.map { $0.replacing("~", with: "\n") }
    for kind in [AnswerDocument.Kind.whole, .chunk] {
      let document = try scan("{\(row.json)}", kind)
      #expect(lines(document.choices[0].texts) == expected, "\(row.reason)")
      #expect(document.choices[0].texts.allSatisfy { $0.part == 0 })
    }
  }

  @Test("knows an error")
  func errors() throws {
    #expect(try scan(#"{"error":"x"}"#, .chunk).hasError)
    #expect(try !scan(#"{"error":null}"#, .chunk).hasError)
  }

  static let times: [(text: String, seconds: Int?)] = [
    ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59Z", 951_868_799), ("2026-11-21t11:39:45.5z", 1_795_261_185),
    ("2026-11-21T11:39:45+01:00", 1_795_257_585), ("2026-11-21T11:39:45.123456789-01:30", 1_795_266_585),
    ("1969-12-31T23:59:59Z", -1), ("2026-11-21 11:39:45Z", nil), ("2026-11-21T11:39:45", nil),
    ("2026-13-21T11:39:45Z", nil), ("2026-11-21T24:39:45Z", nil), ("2026-11-21T11:39:45.Z", nil),
    ("2026-11-21T11:39:45+0100", nil), ("2026-11-21T11:39:45Zabc", nil), ("tell me how to do it", nil),
    ("0000-01-01T00:00:00Z", nil), ("2026-11-21T11:39:45.1234567890123456Z", nil),
  ]

  @Test("reads times as RFC 3339 writes them", arguments: times)
  func readsTimes(row: (text: String, seconds: Int?)) throws {
    let document = try scan(#"{"created_at":"\#(row.text)"}"#, .chunk)
    #expect(document.created == row.seconds)
    #expect(document.choices[0].texts.isEmpty == (row.seconds != nil))
  }

  static let faults: [(json: String, fault: JSONFault, reason: String)] = [
    ("[]", JSONFault(.wrongType(expected: "an object"), at: 0), "an array"),
    (#"{"Message":{}}"#, JSONFault(.ambiguousKey("Message", known: "message"), at: 1), "a message in another case"),
    (
      #"{"message":{"content":"a","content":"b"}}"#, JSONFault(.duplicateKey("content"), at: 26), "content twice"
    ),
  ]

  @Test("refuses a line that readers could understand differently", arguments: faults)
  func refuses(row: (json: String, fault: JSONFault, reason: String)) {
    #expect(throws: row.fault, "\(row.reason)") { try scan(row.json, .chunk) }
  }

  @Test("each secret of a random answer is in one text, and goes from where it stands and nowhere else")
  func randomAnswers() throws {
    var writer = SecretWriter(seed: 73)
    var found = 0
    for round in 0..<2_000 {
      writer.forget()
      let answer = OllamaBodies.answer(&writer)
      let document = try scan(answer.body, round % 2 == 0 ? .whole : .chunk)
      for secret in writer.secrets {
        let texts = document.choices[0].texts.filter { $0.text.contains(secret) }
        #expect(texts.count == 1, "round \(round): \(secret) in \(answer.body)")
      }
      found += writer.secrets.count
      #expect(String(buffer: document.redacting(writer.secrets)) == answer.expected, "round \(round)")
      guard document.kind == .whole else { continue }
      let withheld = Dialect.ollamaChat.answerWriter(AnswerEnvelope(id: "", created: 1, model: "m"))
        .withholding([0: "No."], in: document)
      let rest = try AnswerDocument.scan(withheld, dialect: .ollamaChat, kind: .whole)
      #expect(rest.choices[0].texts == [AnswerText(field: .content, text: "No.")], "round \(round)")
      #expect(rest.choices[0].finishReason == "content_filter")
      #expect(rest.model == document.model && rest.created == document.created)
    }
    #expect(found > 5_000)
  }

  @Test("never crashes on mutated answers, and can edit and withhold those it reads")
  func mutated() {
    var generator = SeededGenerator(seed: 74)
    var accepted = 0
    for _ in 0..<6_000 {
      var bytes = Array(#"{"model":"m",\#(Self.fields.randomElement(using: &generator)?.json ?? "")}"#.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
      }
      let body = ByteBuffer(bytes: bytes)
      guard let document = try? AnswerDocument.scan(body, dialect: .ollamaChat, kind: .whole) else { continue }
      accepted += 1
      #expect(throws: Never.self) { try JSONDocument.validate(document.redacting(["a"]), mode: .lenient) }
      let writer = Dialect.ollamaChat.answerWriter(AnswerEnvelope(id: "", created: 1, model: "m"))
      let withheld = writer.withholding([0: "No"], in: document)
      let read = try? AnswerDocument.scan(withheld, dialect: .ollamaChat, kind: .whole)
      #expect(read?.choices[0].texts == [AnswerText(field: .content, text: "No")], "\(String(buffer: body))")
    }
    #expect(accepted > 500)
  }
}
