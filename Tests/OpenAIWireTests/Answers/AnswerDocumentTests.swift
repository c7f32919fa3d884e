import NIOCore
import OpenAIWire
import Testing

@Suite struct AnswerDocumentTests {
  private func scan(_ json: String, _ kind: AnswerDocument.Kind = .whole) throws -> AnswerDocument {
    try AnswerDocument.scan(ByteBuffer(string: json), kind: kind)
  }

  /// The texts of the one choice with the given message.
  private func texts(message: String, _ kind: AnswerDocument.Kind = .whole) throws -> [AnswerText] {
    let key = kind == .whole ? "message" : "delta"
    return try #require(try scan(#"{"choices":[{"\#(key)":{\#(message)}}]}"#, kind).choices.first).texts
  }

  @Test("reads a whole completion")
  func whole() throws {
    let json = #"""
      {"id":"chatcmpl-\u0031","object":"chat.completion","created":1760000000,"model":"tiny","system_fingerprint":"fp",
      "choices":[ {"index":1,"message":{"role":"assistant","content":"b","refusal":null},"finish_reason":"stop"} ,
      {"index":0,"message":{"role":"assistant","content":"a"},"logprobs":{"content":[{"token":"a"}]},
      "finish_reason":null}],"usage": {"prompt_tokens":1.50} ,"service_tier":"x y"}
      """#
    let document = try scan(json)
    #expect(document.id == "chatcmpl-1")
    #expect(document.model == "tiny")
    #expect(document.created == 1_760_000_000)
    #expect(document.systemFingerprint == "fp")
    #expect(!document.hasError)
    #expect(document.choices.map(\.index) == [1, 0])
    #expect(document.choices.map(\.finishReason) == ["stop", nil])
    #expect(
      document.choices.map(\.texts) == [
        [AnswerText(field: .content, text: "b")], [AnswerText(field: .content, text: "a")],
      ])
    #expect(document.texts.isEmpty)
    #expect(document.usageBytes.map { String(buffer: $0) } == #"{"prompt_tokens":1.50}"#)
    for choice in document.choices {
      let bytes = String(buffer: document.slice(choice.range))
      #expect(bytes.hasPrefix("{\"index\":\(choice.index),") && bytes.hasSuffix("}"))
    }
  }

  @Test("log probabilities share the fate of the text that they repeat, and are a text where they say something else")
  func logprobs() throws {
    let rows: [(choice: String, texts: [String], reason: String)] = [
      (#""logprobs":{"content":[{"token":"a"},{"token":"b"}],"refusal":null}"#, ["ab"], "the text in tokens"),
      (#""logprobs":{"content":[{"token":"a"},{"token":"c"}]}"#, ["ab", "a\nc"], "other tokens"),
      (#""logprobs":{"content":[{"token":"ab"},{"token":"c"}]}"#, ["ab", "ab\nc"], "more tokens"),
      (
        #""logprobs":{"content":[{"token":"ab","note":"c"}]}"#, ["ab", "token\nab\nnote\nc"],
        "unknown words beside a token"
      ),
      (
        #""logprobs":{"content":[{"token":"ab","bytes":[97],"top_logprobs":[{"token":"c"}]}]}"#, ["ab"], "other choices"
      ),
      (#""logprobs":"c""#, ["ab", "c"], "no object"),
      (#""logprobs":{"more":"c"}"#, ["ab", "c"], "an unknown field"),
    ]
    for row in rows {
      for json in [
        #"{"choices":[{"message":{"content":"ab"},\#(row.choice)}]}"#,
        #"{"choices":[{\#(row.choice),"message":{"content":"ab"}}]}"#,
      ] {
        let texts = try #require(try scan(json).choices.first).texts.map(\.text)
        #expect(texts.count == row.texts.count && texts.first == "ab", "\(row.reason): \(texts)")
        if let last = row.texts.last?.split(separator: "\n").last {
          #expect(texts.last?.contains(last) == true, "\(row.reason): \(texts)")
        }
      }
    }
  }

  @Test("counts offsets from the first readable byte")
  func readerIndex() throws {
    var buffer = ByteBuffer(string: #"data: {"choices":[{"index":4}],"usage":{}}"#)
    buffer.moveReaderIndex(forwardBy: 6)
    let document = try AnswerDocument.scan(buffer, kind: .chunk)
    #expect(document.choices[0].range == 12..<23)
    #expect(document.usageBytes.map { String(buffer: $0) } == "{}")
  }

  @Test("takes what is absent for absent")
  func absent() throws {
    let rows: [(json: String, reason: String)] = [
      ("{}", "an empty object"), (#"{"choices":null,"usage":null,"id":null,"created":null,"error":null}"#, "nulls"),
      (#"{"choices":[],"created":1.5,"id":7}"#, "values of other types"),
    ]
    for row in rows {
      let document = try scan(row.json)
      #expect(document.choices.isEmpty && document.usage == nil && document.id == nil, "\(row.reason)")
      #expect(document.created == nil && document.model == nil && !document.hasError, "\(row.reason)")
    }
    #expect(try scan(#"{"error":{"message":"x"}}"#).hasError)
    #expect(try scan(#"{"error":"x"}"#).hasError)
    #expect(try scan(#"{"choices":[{},{"index":null},{"index":"2"}]}"#).choices.map(\.index) == [0, 1, 2])
  }

  static let fields: [(message: String, texts: [AnswerText], reason: String)] = [
    (#""role":"assistant","content":null"#, [], "no text"),
    (#""content":"x\ud83d""#, [AnswerText(field: .content, text: "x\u{FFFD}")], "half of a surrogate pair"),
    (#""refusal":"No""#, [AnswerText(field: .refusal, text: "No")], "a refusal"),
    (
      #""reasoning_content":"a","reasoning":"a","thinking":"b""#,
      [
        AnswerText(field: .reasoning, text: "a"), AnswerText(field: .other("reasoning"), text: "a"),
        AnswerText(field: .other("thinking"), text: "b"),
      ], "reasoning under three names, each a text of its own"
    ),
    (
      #""tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{"},"index":3},{"function":{"arguments":"y"},"note":"n"}]"#,
      [
        AnswerText(field: .toolName(3), text: "f"), AnswerText(field: .toolArguments(3), text: "{"),
        AnswerText(field: .toolArguments(1), text: "y"), AnswerText(field: .other("tool_calls[1].note"), text: "n"),
      ], "tool calls with an index after their texts, and without one"
    ),
    (
      #""tool_calls":[{"custom":{"name":"g","input":"i"},"index":1,"x":"w"}]"#,
      [
        AnswerText(field: .toolName(1), text: "g"), AnswerText(field: .toolInput(1), text: "i"),
        AnswerText(field: .other("tool_calls[1].x"), text: "w"),
      ], "a custom tool"
    ),
    (
      #""function_call":{"name":"f","arguments":"a"}"#,
      [
        AnswerText(field: .other("function_call.name"), text: "f"), AnswerText(field: .functionArguments, text: "a"),
      ], "a legacy function call"
    ),
    (
      #""audio":{"id":"a1","data":"AAAA","expires_at":1,"transcript":"t"}"#,
      [AnswerText(field: .audioTranscript, text: "t")], "audio"
    ),
    (#""audio":{"data":"not base64"}"#, [AnswerText(field: .other("audio.data"), text: "not base64")], "words as data"),
    (
      #""content":[{"type":"text","text":"a"},"b",{"type":"thinking","thinking":"c"}]"#,
      [
        AnswerText(field: .content, text: "a"), AnswerText(field: .content, text: "b"),
        AnswerText(field: .other("content.thinking"), text: "c"),
      ], "content in parts"
    ),
    (
      #""annotations":[{"url_citation":{"title":"t"}}]"#,
      [AnswerText(field: .other("annotations"), text: "url_citation\ntitle\nt")], "annotations"
    ),
    (#""new":"words""#, [AnswerText(field: .other("new"), text: "words")], "an unknown field"),
    (#""role":"say this""#, [AnswerText(field: .other("role"), text: "say this")], "words as a role"),
    (
      #""tool_calls":"x","function_call":"y","audio":"z""#,
      [
        AnswerText(field: .other("tool_calls"), text: "x"), AnswerText(field: .other("function_call"), text: "y"),
        AnswerText(field: .other("audio"), text: "z"),
      ], "strings where objects belong"
    ),
  ]

  @Test("finds every string of a choice, whole and streamed alike", arguments: fields)
  func findsTexts(row: (message: String, texts: [AnswerText], reason: String)) throws {
    #expect(try texts(message: row.message, .whole) == row.texts, "\(row.reason)")
    #expect(try texts(message: row.message, .chunk) == row.texts, "\(row.reason)")
  }

  @Test("finds text beside the message, and outside the choices")
  func textElsewhere() throws {
    let document = try scan(
      #"{"__verbose":{"content":"all"},"choices":[{"text":"t","stop_reason":"</s>","delta":{"content":"d"},"message":"m"}]}"#
    )
    #expect(document.texts == [AnswerText(field: .other("__verbose"), text: "content\nall")])
    #expect(
      document.choices[0].texts == [
        AnswerText(field: .other("text"), text: "t"), AnswerText(field: .other("stop_reason"), text: "</s>"),
        AnswerText(field: .other("delta"), text: "content\nd"), AnswerText(field: .other("message"), text: "m"),
      ])
  }

  static let faults: [(json: String, fault: JSONFault, reason: String)] = [
    ("[DONE]", JSONFault(.wrongType(expected: "an object"), at: 0), "the end of a stream"),
    ("{DONE}", JSONFault(.unexpectedByte(0x44), at: 1), "no JSON"),
    ("[]", JSONFault(.wrongType(expected: "an object"), at: 0), "an array"),
    (#"{"choices":{}}"#, JSONFault(.wrongType(expected: "an array of choices"), at: 11), "choices as an object"),
    (#"{"choices":["x"]}"#, JSONFault(.wrongType(expected: "a choice object"), at: 12), "a choice as a string"),
    (#"{"choices":[],"choices":[]}"#, JSONFault(.duplicateKey("choices"), at: 14), "choices twice"),
    (
      #"{"choices":[{"message":{"content":"a","content":"b"}}]}"#, JSONFault(.duplicateKey("content"), at: 38),
      "content twice"
    ),
    (
      #"{"choices":[{"message":{"Content":"a"}}]}"#, JSONFault(.ambiguousKey("Content", known: "content"), at: 24),
      "content in another case"
    ),
    (#"{"Choices":[]}"#, JSONFault(.ambiguousKey("Choices", known: "choices"), at: 1), "choices in another case"),
  ]

  @Test("refuses an answer that readers could understand differently", arguments: faults)
  func refuses(row: (json: String, fault: JSONFault, reason: String)) {
    #expect(throws: row.fault, "\(row.reason)") { try scan(row.json) }
  }

  @Test("never crashes on mutated answers")
  func mutated() {
    var generator = SeededGenerator(seed: 6)
    var accepted = 0
    for _ in 0..<4_000 {
      let message = Self.fields.randomElement(using: &generator)?.message ?? ""
      var bytes = Array(#"{"id":"a","choices":[{"index":0,"message":{\#(message)}}],"usage":{}}"#.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
      }
      guard let document = try? AnswerDocument.scan(ByteBuffer(bytes: bytes), kind: .whole) else { continue }
      accepted += 1
      let removed = AnswerRendering.removingChoices(in: document, indices: Set(document.choices.map(\.index)))
      #expect(throws: Never.self) { try JSONDocument.validate(removed, mode: .lenient) }
    }
    #expect(accepted > 100)
  }
}
