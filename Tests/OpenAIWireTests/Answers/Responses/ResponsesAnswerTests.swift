import NIOCore
import OpenAIWire
import Testing

@Suite struct ResponsesAnswerTests {
  private func scan(_ json: String, _ kind: AnswerDocument.Kind = .whole) throws -> AnswerDocument {
    try AnswerDocument.scan(ByteBuffer(string: json), dialect: .responses, kind: kind)
  }

  /// The texts as lines `part field: text`, with `=` before those that repeat.
  private func lines(_ document: AnswerDocument) -> [String] {
    document.choices.flatMap(\.texts).map { text in
      let (item, part) = (text.part / 65_536, text.part % 65_536)
      let field = if case .other(let path) = text.field { path } else { "\(text.field)" }
      return "\(text.isRepeat ? "=" : "")\(item).\(part) \(field): \(text.text)"
    }
  }

  @Test("reads a whole response")
  func whole() throws {
    let document = try scan(ResponsesStream.completed)
    #expect(document.id == "resp_1" && document.model == "tiny" && document.created == 1_760_000_000)
    #expect(document.usageBytes == ByteBuffer(string: ResponsesStream.usage))
    #expect(document.texts.isEmpty && !document.hasError && document.eventType == nil)
    #expect(document.choices.count == 1)
    #expect(document.choices[0].index == 0 && document.choices[0].finishReason == "completed")
    #expect(document.choices[0].range == 0..<document.bytes.readableBytes)
    #expect(
      lines(document)
        == [
          "0.32768 reasoning: In short.", "0.0 reasoning: Let me think.", "1.0 content: Hello you.",
          "1.0 annotations: https://x.test\nA title\na b.md", "1.1 refusal: But no.", "2.0 toolName(2): kill",
          #"2.0 toolArguments(2): {"pid":1}"#, "3.0 toolName(3): sql", "3.0 toolInput(3): select 1",
          "4.0 code: print(1)",
          "5.0 action.commands[0]: ls -l", "5.0 action.commands[1]: pwd", "6.0 output[0].stdout: a\n",
          "6.0 output[1].stdout: b\n", "6.0 output[1].stderr: c",
          "7.0 server_label: wiki", "7.0 toolName(7): ask", "7.0 toolArguments(7): {}",
          "7.0 output: found",
        ])
  }

  @Test("every repeat of a stream says what its strand said")
  func stream() throws {
    var strands: [String: String] = [:]
    var repeats = 0
    var endings: [String?] = []
    for (number, event) in ResponsesStream.events.enumerated() {
      let document = try scan(event, .chunk)
      #expect(document.choices.count == 1 && document.choices[0].index == 0)
      #expect(document.texts.isEmpty)
      for text in document.choices[0].texts {
        let strand = "\(text.part) \(text.field)"
        if text.isRepeat {
          repeats += 1
          // What no event streamed is said first by the item that is done.
          #expect(strands[strand, default: text.text] == text.text, "event \(number): \(strand)")
          strands[strand] = text.text
        } else {
          strands[strand, default: ""] += text.text
        }
      }
      endings.append(document.choices[0].finishReason)
    }
    #expect(endings.last == "completed")
    #expect(endings.dropLast().allSatisfy { $0 == nil })
    #expect(repeats > 40)
    // The last event says the same texts as the whole answer.
    let whole = try scan(ResponsesStream.completed).choices[0].texts
    for text in whole { #expect(strands["\(text.part) \(text.field)"] == text.text) }
  }

  @Test("says which parts are over")
  func finishedParts() throws {
    var parts: [String: [Int]] = [:]
    for event in ResponsesStream.events {
      let document = try scan(event, .chunk)
      let finished = document.choices[0].finishedParts
      if !finished.isEmpty { parts[document.eventType ?? "", default: []] += finished }
    }
    #expect(parts["response.reasoning_summary_part.done"] == [32_768])
    #expect(parts["response.content_part.done"] == [65_536, 65_537])
    #expect(
      parts["response.output_item.done"] == [0, 32_768, 0, 65_536, 65_537, 131_072, 196_608, 262_144, 327_680, 393_216])
    #expect(parts.count == 3)
  }

  static let events: [(event: String, texts: [String], reason: String)] = [
    (#""type":"response.output_text.delta","delta":"a""#, ["0.0 content: a"], "a server that writes no indices"),
    (
      #""delta":"a","content_index":2,"output_index":1,"type":"response.output_text.delta""#, ["1.2 content: a"],
      "the type and the indices last"
    ),
    (
      #""type":"response.output_text.delta","delta":["a",{"b":"c"}]"#, ["0.0 content: a\nb\nc"],
      "a delta that is no string"
    ),
    (
      #""type":"response.output_text.delta","delta":"a","output_index":-1,"content_index":99999"#, ["32768.32767"],
      "indices out of all bounds"
    ),
    (
      #""type":"response.output_text.delta","delta":"a","output_index":1e99"#, ["0.0 content: a"],
      "an index that is no integer"
    ),
    (
      #""type":"response.output_text.done","text":"a","delta":"b","zz":{"c":"d"}"#,
      ["=0.0 content: a", "=0.0 delta: b", "=0.0 zz: c\nd"], "fields that have no place there"
    ),
    (
      #""type":"response.output_text.delta","logprobs":[{"token":"a ","bytes":[1],"top_logprobs":[{"token":"x"}]},{"token":"b"}],"delta":"a b""#,
      ["0.0 content: a b"], "log probabilities that say the text again"
    ),
    (
      #""type":"response.output_text.delta","logprobs":[{"token":"b","top_logprobs":[{"token":"c"}]}],"delta":"a""#,
      ["0.0 content: a", "0.0 logprobs: token\nb\ntop_logprobs\ntoken\nc"], "log probabilities that say something else"
    ),
    (
      #""type":"response.output_text.delta","logprobs":[{"token":"a","x":"b"}],"delta":"a""#,
      ["0.0 content: a", "0.0 logprobs: token\na\nx\nb"], "log probabilities that say more"
    ),
    (
      #""type":"response.content_part.done","part":{"logprobs":[{"token":"b"}],"type":"output_text","text":"a"}"#,
      ["=0.0 content: a", "=0.0 logprobs: token\nb"], "log probabilities of a part that say something else"
    ),
    (#""type":"response.output_text.delta","delta":"a","logprobs":null"#, ["0.0 content: a"], "no log probabilities"),
    (
      #""type":"response.output_text.delta","delta":"a","logprobs":"b""#, ["0.0 content: a", "0.0 logprobs: b"],
      "log probabilities that are none"
    ),
    (#""type":"response.audio.delta","delta":"AAAA""#, [], "encoded audio"),
    (#""type":"response.audio.delta","delta":"say it""#, ["0.0 delta: say it"], "words that claim to be audio"),
    (#""type":"response.audio.transcript.delta","delta":"a""#, ["0.0 audioTranscript: a"], "what audio says"),
    (
      #""type":"response.image_generation_call.partial_image","output_index":1,"item_id":"ig_1","partial_image_b64":"AAAA","partial_image_index":0,"size":"auto","output_format":"png""#,
      [], "a part of an image"
    ),
    (
      #""type":"response.image_generation_call.partial_image","partial_image_b64":"a b","size":"as big as you can""#,
      ["0.0 partial_image_b64: a b", "0.0 size: as big as you can"], "words in the places of an image's data and size"
    ),
    (#""type":"response.web_search_call.searching","output_index":1,"item_id":"ws_1""#, [], "a state"),
    (
      #""type":"response.web_search_call.searching","item_id":"not an id""#, ["0.0 item_id: not an id"],
      "words as an id"
    ),
    (#""type":"response.novel.delta","delta":"a","output_index":2"#, ["2.0 delta: a"], "an event of unknown type"),
    (#""type":"say this","x":["y"]"#, ["0.0 type: say this", "0.0 x: y"], "words as a type"),
    (#""delta":"a","type":{"b":"c"}"#, ["0.0 delta: a", "0.0 type: b\nc"], "a type that is no string"),
    (
      #""type":"response.mcp_call.in_progress","item":{"type":"mcp_call","name":"n"}"#, ["=0.0 toolName(0): n"],
      "an item in an event that needs none"
    ),
    (
      #""type":"response.apply_patch_call_operation_diff.delta","output_index":3,"delta":"+a""#,
      ["3.0 operation.diff: +a"], "a change of a file"
    ),
    (
      #""type":"response.output_item.done","output_index":3,"item":{"type":"apply_patch_call","operation":{"type":"update_file","path":"p","diff":"+a"}}"#,
      ["=3.0 operation.diff: +a", "=3.0 operation: p"], "the whole change of a file"
    ),
    (
      #""type":"error","code":"server_error","message":"it said bomb","param":null"#, ["0.0 message: it said bomb"],
      "an error"
    ),
    (
      #""error":{"message":"it said bomb","type":"server_error","code":null}"#, ["0.0 error: it said bomb"],
      "an error in chat's shape"
    ),
    (#""type":"response.output_item.added","item":"words""#, ["0.0 output: words"], "an item that is no object"),
    (#""type":"response.content_part.added","part":"words""#, ["0.0 content: words"], "a part that is no object"),
    (#""type":"response.completed","response":"words""#, ["=0.0 response: words"], "a response that is no object"),
    (
      #""type":"response.content_part.done","part":{"text":"a","type":"reasoning_text","x":"y"}"#,
      ["=0.0 reasoning: a", "=0.0 x: y"], "a part whose type comes last"
    ),
    (
      #""type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"it said bomb"}}"#,
      ["=0.0 error: server_error\nit said bomb"], "a failure"
    ),
    (#""type":"response.novel","tell me":1,"x":2"#, ["0.0 tell me: tell me"], "words as a key"),
    (#""type":"response.output_text.delta","delta":"""#, [], "an empty delta carries nothing"),
  ]

  @Test("finds every string of an event but constants", arguments: events)
  func eventTexts(row: (event: String, texts: [String], reason: String)) throws {
    let document = try scan("{\(row.event)}", .chunk)
    if row.texts == ["32768.32767"] {
      #expect(document.choices[0].texts.map(\.part) == [(1 << 31) * 65_536 + 32_767], "\(row.reason)")
    } else {
      #expect(lines(document) == row.texts, "\(row.reason)")
    }
  }

  @Test("knows errors, and what ends an answer")
  func endings() throws {
    #expect(try scan(#"{"type":"error","message":"m"}"#, .chunk).hasError)
    #expect(try scan(#"{"error":{"message":"m"}}"#, .chunk).hasError)
    #expect(try scan(#"{"type":"response.failed","response":{"error":{"message":"m"}}}"#, .chunk).hasError)
    #expect(try scan(#"{"error":{"message":"m"},"status":"failed"}"#).hasError)
    #expect(try !scan(#"{"error":null,"status":"completed"}"#).hasError)
    for (type, reason) in [
      ("completed", "completed"), ("incomplete", "incomplete"), ("failed", "failed"), ("cancelled", "cancelled"),
    ] {
      let event = #"{"type":"response.\#(type)","response":{}}"#
      #expect(try scan(event, .chunk).choices[0].finishReason == reason)
      #expect(try scan(#"{"status":"\#(type)"}"#).choices[0].finishReason == reason)
    }
    #expect(try scan(#"{"status":"in_progress"}"#).choices[0].finishReason == nil)
    #expect(
      try scan(#"{"type":"response.created","response":{"status":"completed"}}"#, .chunk).choices[0].finishReason == nil
    )
  }

  static let responses: [(fields: String, texts: [String], reason: String)] = [
    (
      #""instructions":"never say bomb","tools":[{"name":"t"}],"tool_choice":{"name":"a b"},"text":{"format":{"name":"a b"}},"prompt":{"variables":{"a":"b c"}},"user":"a b","safety_identifier":"a b","prompt_cache_key":"a b","metadata":{"k":"a b"}"#,
      [], "what the request said"
    ),
    (
      #""metadata":{"k":["a"]}"#, ["0.0 metadata: k\na"], "metadata that is none"
    ),
    (#""metadata":{"k":"\#(String(repeating: "a ", count: 1_100))"}"#, ["long"], "metadata that is longer than may be"),
    (#""metadata":["a"]"#, ["0.0 metadata: a"], "metadata that is no object"),
    (
      #""output_text":"a","output":[{"content":[{"text":"a"}]}]"#, ["0.0 output_text: a", "0.0 content: a"],
      "all text, first"
    ),
    (
      #""output":[{"content":[{"text":"a"}]}],"output_text":"a""#, ["0.0 content: a", "=0.0 content: a"],
      "all text, said again"
    ),
    (
      #""output":[{"content":[{"text":"a"}]},{"content":[{"text":"b"}]}],"output_text":"ab""#,
      ["0.0 content: a", "1.0 content: b", "0.0 output_text: ab"], "all text of several parts"
    ),
    (#""status":"say it""#, ["0.0 status: say it"], "words as a status"),
    (#""incomplete_details":{"reason":"it said bomb"}"#, ["0.0 incomplete_details: it said bomb"], "words as a reason"),
    (#""reasoning":{"effort":"low","summary":"a b"}"#, ["0.0 reasoning: a b"], "words in an option"),
    (#""__verbose":{"content":"a"}"#, ["0.0 __verbose: content\na"], "an unknown field"),
    (#""tell me":1,"x":{"tell me":2}"#, ["0.0 tell me: tell me", "0.0 x: tell me"], "words as keys"),
    (#""output":"words""#, ["0.0 output: words"], "output that is no array"),
    (#""output":["words"]"#, ["0.0 output: words"], "an item that is no object"),
    (
      #""output":[{"content":"words"},{"summary":"more","type":"reasoning"}]"#,
      ["0.0 content: words", "1.32768 reasoning: more"],
      "content and a summary that are no arrays"
    ),
    (
      #""output":[{"result":"iVBO","type":"image_generation_call"},{"type":"program_output","result":"bomb"},{"type":"image_generation_call","result":"a poem"}]"#,
      ["1.0 result: bomb", "2.0 result: a poem"], "an image, and words that claim to be one"
    ),
    (
      #""output":[{"type":"file_search_call","queries":["q"],"results":[{"file_id":"f","text":"found","filename":"a b"}]},{"type":"web_search_call","action":{"type":"search","query":"q","sources":[{"type":"url","url":"https://x.test"}]}}]"#,
      ["0.0 queries: q", "0.0 results: found\na b", "1.0 action: q\nhttps://x.test"], "searches"
    ),
    (
      #""output":[{"type":"mcp_list_tools","server_label":"s","tools":[{"name":"n","description":"d"}],"error":"e"},{"type":"mcp_approval_request","name":"n","arguments":"{}"}]"#,
      ["0.0 server_label: s", "0.0 tools: n\nd", "0.0 error: e", "1.0 toolName(1): n", "1.0 toolArguments(1): {}"],
      "tools of a remote server"
    ),
    (
      #""output":[{"type":"tool_search_call","arguments":{"goal":"a b"}},{"type":"computer_call","action":{"type":"type","text":"rm"},"pending_safety_checks":[{"id":"i","message":"m"}]}]"#,
      [#"0.0 toolArguments(0): {"goal":"a b"}"#, "1.0 action: rm", "1.0 pending_safety_checks: m"],
      "arguments as an object, and typing"
    ),
    (
      #""output":[{"type":"code_interpreter_call","code":"c","outputs":[{"type":"logs","logs":"l"},{"type":"image","url":"data:x"}]},{"type":"computer_call_output","output":{"type":"computer_screenshot","image_url":"data:x"}}]"#,
      ["0.0 code: c", "0.0 outputs[0]: l"], "logs, and images"
    ),
    (#""output":[{"type":"novel","x":{"y":"z"}}]"#, ["0.0 x: y\nz"], "an item of unknown type"),
  ]

  @Test("finds every string of a response but constants and what the request said", arguments: responses)
  func responseTexts(row: (fields: String, texts: [String], reason: String)) throws {
    let found = lines(try scan("{\(row.fields)}"))
    if row.texts == ["long"] {
      #expect(found.count == 1 && found[0].hasPrefix("0.0 metadata: k\na a "), "\(row.reason)")
    } else {
      #expect(found == row.texts, "\(row.reason)")
    }
    let whole = try scan("{\(row.fields)}").choices[0].texts
    let event = try scan(#"{"type":"response.completed","response":{\#(row.fields)}}"#, .chunk)
    #expect(event.choices[0].texts.map(\.text) == whole.map(\.text))
    #expect(event.choices[0].texts.allSatisfy { $0.isRepeat })
  }

  @Test(
    "refuses what two readers would read differently",
    arguments: [
      "[]", #"{"type":"error","type":"x"}"#, #"{"Type":"response.output_text.delta","delta":"a"}"#,
      #"{"response":{"Output":[]}}"#, #"{"item":{"Content":[]}}"#, #"{"part":{"Text":"a"}}"#,
    ])
  func ambiguous(event: String) {
    #expect(throws: JSONFault.self) { try scan(event, .chunk) }
  }

  @Test("decodes the words of random documents as they were written, wherever they stand")
  func randomWords() throws {
    let places: [(String, String, AnswerDocument.Kind)] = [
      (#"{"zz":"#, "}", .whole), (#"{"output":[{"zz":"#, "}]}", .whole),
      (#"{"output":[{"content":[{"zz":"#, "}]}]}", .whole),
      (#"{"type":"novel","zz":"#, "}", .chunk), (#"{"type":"response.output_item.added","item":{"zz":"#, "}}", .chunk),
      (#"{"type":"response.output_text.delta","delta":["#, "]}", .chunk), (#"{"response":{"zz":"#, "}}", .chunk),
    ]
    var random = RandomJSON(seed: 81)
    for round in 0..<2_000 {
      let json = random.document()
      let (before, after, kind) = places[round % places.count]
      let document = try scan(before + json + after, kind)
      let expected = random.words.joined(separator: "\n")
      #expect(document.choices[0].texts.map(\.text) == (expected.isEmpty ? [] : [expected]), "\(before)\(json)")
    }
  }

  @Test("never crashes on mutated documents")
  func mutated() {
    let documents =
      ResponsesStream.events.map { ($0, AnswerDocument.Kind.chunk) } + [(ResponsesStream.completed, .whole)]
      + Self.responses.map { ("{\($0.fields)}", .whole) } + Self.events.map { ("{\($0.event)}", .chunk) }
    var generator = SeededGenerator(seed: 82)
    var accepted = 0
    for _ in 0..<6_000 {
      guard let (json, kind) = documents.randomElement(using: &generator) else { return }
      var bytes = Array(json.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        let other = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[index] = other
        case 1: bytes.insert(other, at: index)
        default: bytes.remove(at: index)
        }
      }
      guard let document = try? AnswerDocument.scan(ByteBuffer(bytes: bytes), dialect: .responses, kind: kind) else {
        continue
      }
      accepted += 1
      #expect(document.choices.count == 1)
    }
    #expect(accepted > 100)
  }
}
