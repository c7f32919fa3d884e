import NIOCore
import OpenAIWire
import Testing

@Suite struct AnthropicAnswerTests {
  private func scan(_ json: String, _ kind: AnswerDocument.Kind) throws -> AnswerDocument {
    try AnswerDocument.scan(ByteBuffer(string: json), dialect: .anthropicMessages, kind: kind)
  }

  private func lines(_ texts: [AnswerText]) -> [String] { texts.map { "\($0.part) \($0.field): \($0.text)" } }

  @Test("reads a whole message")
  func whole() throws {
    let json = #"""
      {"id":"msg_\u0031","type":"message","role":"assistant","model":"tiny","content":[{"type":"thinking","thinking":"hm",
      "signature":"Eq+="},{"type":"text","text":"hi"}],"stop_reason":"end_turn","stop_sequence":null,
      "usage":{"input_tokens":3,"output_tokens":1.0,"service_tier":"standard"}}
      """#
    let document = try scan(json, .whole)
    #expect(document.id == "msg_1")
    #expect(document.model == "tiny")
    #expect(document.created == nil)
    #expect(document.eventType == nil)
    #expect(!document.hasError)
    #expect(document.texts.isEmpty)
    #expect(document.choices.map(\.index) == [0])
    #expect(document.choices[0].range == 0..<json.utf8.count)
    #expect(document.choices[0].finishReason == "end_turn")
    #expect(
      document.choices[0].texts == [
        AnswerText(field: .reasoning, part: 0, text: "hm"), AnswerText(field: .content, part: 1, text: "hi"),
      ])
    #expect(
      document.usageBytes.map { String(buffer: $0) }
        == #"{"input_tokens":3,"output_tokens":1.0,"service_tier":"standard"}"#)
  }

  static let blocks: [(block: String, texts: [String], reason: String)] = [
    (#"{"type":"text","text":"a"}"#, ["content: a"], "text"),
    (#"{"type":"text","text":""}"#, [], "the beginning of a block"),
    (#"{"type":"thinking","thinking":"t","signature":"EqQB+/="}"#, ["reasoning: t"], "thoughts"),
    (#"{"type":"redacted_thinking","data":"EqQB+/="}"#, [], "encrypted thoughts"),
    (
      #"{"type":"redacted_thinking","data":"all of it"}"#, [#"other("data"): all of it"#], "words as encrypted thoughts"
    ),
    (
      #"{"type":"tool_use","id":"toolu_1","name":"kill","input":{"q":"b\u006fmb","n":[1]}}"#,
      ["toolName(7): kill", #"toolArguments(7): {"q":"bomb","n":[1]}"#], "a called tool"
    ),
    (
      #"{"type":"tool_use","id":"toolu_1","name":"kill","input":{}}"#, ["toolName(7): kill"],
      "a tool about to be called"
    ),
    (
      #"{"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"q"}}"#,
      ["toolName(7): web_search", #"toolArguments(7): {"query":"q"}"#], "a server's tool"
    ),
    (
      #"{"type":"mcp_tool_use","server_name":"my files","name":"n","input":"x"}"#,
      [#"other("server_name"): my files"#, "toolName(7): n", "toolArguments(7): x"], "a tool elsewhere"
    ),
    (
      #"{"type":"text","text":"a","citations":[{"type":"char_location","cited_text":"c","document_title":"d","document_index":0},{"type":"web_search_result_location","url":"https://x.test","title":"t","cited_text":"e","encrypted_index":"AA="}]}"#,
      ["content: a", #"other("citations"): c~d"#, #"other("citations"): https://x.test~t~e"#], "citations"
    ),
    (
      #"{"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","url":"https://x.test","title":"t","encrypted_content":"AA=","page_age":"2 days"},{"type":"new","odd":"o"}]}"#,
      [#"other("content"): https://x.test~t~2 days~odd~o"#], "a search's results"
    ),
    (
      #"{"type":"web_fetch_tool_result","content":{"type":"web_fetch_result","url":"u","content":{"type":"document","title":"t","source":{"data":"page","type":"text","media_type":"text/plain"}}}}"#,
      [#"other("content"): u~t~page"#], "a fetched page"
    ),
    (
      #"{"type":"web_fetch_tool_result","content":{"content":{"type":"document","source":{"data":"AAAA","type":"base64"}}}}"#,
      [], "a fetched PDF"
    ),
    (
      #"{"type":"bash_code_execution_tool_result","content":{"type":"bash_code_execution_result","stdout":"o","stderr":"e","return_code":0,"content":[{"type":"bash_code_execution_output","file_id":"f1"}]}}"#,
      [#"other("content"): o~e"#], "what a shell printed"
    ),
    (#"{"type":"container_upload","file_id":"file_1"}"#, [], "a file"),
    (
      #"{"type":"new","payload":{"a":"b"},"content":"c"}"#, [#"other("payload"): a~b"#, #"other("content"): c"#],
      "unknown"
    ),
    (
      #"{"type":"say this","id":"and that"}"#, [#"other("type"): say this"#, #"other("id"): and that"#],
      "words in constants"
    ),
    (#"{"text":{"a":["b"]},"name":["n"]}"#, ["content: a~b", "toolName(7): n"], "other types"),
  ]

  @Test("finds every string of a block, in a whole message and at a block's start in a stream", arguments: blocks)
  func blockTexts(row: (block: String, texts: [String], reason: String)) throws {
    let expected = row.texts.map { "7 " + $0.replacing("~", with: "\n") }
    let empty = String(repeating: "{},", count: 7)
    let whole = try scan(#"{"type":"message","content":[\#(empty)\#(row.block)]}"#, .whole)
    #expect(lines(whole.choices[0].texts) == expected, "\(row.reason)")
    let start = try scan(#"{"type":"content_block_start","content_block":\#(row.block),"index":7}"#, .chunk)
    #expect(lines(start.choices[0].texts) == expected, "\(row.reason)")
    #expect(start.choices[0].finishReason == nil && start.choices[0].finishedParts.isEmpty)
  }

  static let events: [(event: String, texts: [String], reason: String)] = [
    (
      #"{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}"#,
      [], "the start"
    ),
    (#"{"type":"message_start","message":{"content":[{"text":"x"}]}}"#, ["0 content: x"], "a start with content"),
    (
      #"{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"a b"}}"#, ["2 content: a b"],
      "text"
    ),
    (#"{"delta":{"text":"a"},"index":3}"#, ["3 content: a"], "the index after the text, and no type"),
    (#"{"type":"content_block_delta","delta":{"text":"a"}}"#, ["0 content: a"], "no index"),
    (#"{"type":"content_block_delta","index":-1,"delta":{"text":"a"}}"#, ["0 content: a"], "an index that is none"),
    (
      #"{"type":"content_block_delta","index":1,"delta":{"type":"thinking_delta","thinking":"t"}}"#,
      ["1 reasoning: t"], "thoughts"
    ),
    (
      #"{"type":"content_block_delta","index":1,"delta":{"type":"signature_delta","signature":"EqQB+/="}}"#, [],
      "a signature"
    ),
    (
      #"{"type":"content_block_delta","index":1,"delta":{"type":"signature_delta","signature":"do it"}}"#,
      [#"1 other("signature"): do it"#], "words as a signature"
    ),
    (
      #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"q\":\"b"}}"#,
      [#"1 toolArguments(1): {"q":"b"#], "a tool's input"
    ),
    (
      #"{"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":{"type":"page_location","cited_text":"c","document_title":null}}}"#,
      [#"1 other("citations"): c"#], "a citation"
    ),
    (
      #"{"type":"content_block_delta","index":1,"delta":{"type":"new_delta","new":{"a":"b"}}}"#,
      [#"1 other("new"): a~b"#], "an unknown delta"
    ),
    (#"{"type":"content_block_delta","index":1,"delta":"x"}"#, [#"0 other("delta"): x"#], "a delta that is no object"),
    (
      #"{"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":"a b","stop_details":{"type":"refusal","category":"bio","explanation":"why"}},"usage":{"output_tokens":5}}"#,
      [#"0 other("stop_sequence"): a b"#, #"0 other("stop_details"): category~bio~explanation~why"#], "the end"
    ),
    (#"{"type":"message_stop"}"#, [], "the last event"),
    (#"{"type":"ping"}"#, [], "a ping"),
    (
      #"{"type":"error","error":{"type":"overloaded_error","message":"Over"},"request_id":"r"}"#,
      [#"0 other("error"): Over"#, #"0 other("request_id"): r"#], "an error"
    ),
    (#"{"type":"new_event","x":{"y":"z"},"text":"t"}"#, [#"0 other("x"): y~z"#, #"0 other("text"): t"#], "unknown"),
    (#"{"type":"say this"}"#, [#"0 other("type"): say this"#], "words as an event's name"),
    (
      #"{"type":"ping","delta":{"text":"a"},"content_block":{"text":"b"}}"#, ["0 content: a", "0 content: b"],
      "a false name"
    ),
    (#"{"type":"ping","usage":{"note":"say this"}}"#, [#"0 other("usage"): say this"#], "words as usage"),
  ]

  @Test("finds every string of an event, whatever it is called", arguments: events)
  func eventTexts(row: (event: String, texts: [String], reason: String)) throws {
    let document = try scan(row.event, .chunk)
    #expect(lines(document.choices[0].texts) == row.texts.map { $0.replacing("~", with: "\n") }, "\(row.reason)")
    #expect(document.choices.count == 1 && document.texts.isEmpty)
  }

  @Test("tells what an event is called, what it ends, and what it knows")
  func progress() throws {
    let start = try scan(
      #"{"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":1}}}"#, .chunk)
    #expect(start.eventType == "message_start" && start.id == "msg_1" && start.model == "m")
    #expect(start.usageBytes.map { String(buffer: $0) } == #"{"input_tokens":1}"#)
    let stop = try scan(#"{"index":4,"type":"content_block_stop"}"#, .chunk)
    #expect(stop.choices[0].finishedParts == [4] && stop.choices[0].finishReason == nil)
    let end = try scan(
      #"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":5}}"#, .chunk)
    #expect(end.choices[0].finishReason == "tool_use")
    #expect(end.usageBytes.map { String(buffer: $0) } == #"{"output_tokens":5}"#)
    #expect(try scan(#"{"type":"message\u005fstop"}"#, .chunk).eventType == "message_stop")
    #expect(try scan(#"{"type":"error","error":{"message":"x"}}"#, .chunk).hasError)
    #expect(try scan(#"{"type":"error","error":{"message":"x"}}"#, .whole).hasError)
  }

  static let faults: [(json: String, fault: JSONFault, reason: String)] = [
    ("[]", JSONFault(.wrongType(expected: "an object"), at: 0), "an array"),
    (#"{"type":"ping","type":"error"}"#, JSONFault(.duplicateKey("type"), at: 15), "a name twice"),
    (#"{"Delta":{"text":"a"}}"#, JSONFault(.ambiguousKey("Delta", known: "delta"), at: 1), "a delta in another case"),
    (
      #"{"content_block":{"TEXT":"a"}}"#, JSONFault(.ambiguousKey("TEXT", known: "text"), at: 18),
      "a block's text in another case"
    ),
  ]

  @Test("refuses an event that readers could understand differently", arguments: faults)
  func refuses(row: (json: String, fault: JSONFault, reason: String)) {
    #expect(throws: row.fault, "\(row.reason)") { try scan(row.json, .chunk) }
  }

  @Test("never crashes on mutated answers, and can edit and withhold those it reads")
  func mutated() {
    var generator = SeededGenerator(seed: 61)
    var accepted = 0
    let bodies =
      Self.blocks.map {
        (#"{"id":"a","content":[\#($0.block)],"stop_reason":"x","usage":{}}"#, AnswerDocument.Kind.whole)
      }
      + Self.events.map { ($0.event, .chunk) }
    for _ in 0..<6_000 {
      guard let (json, kind) = bodies.randomElement(using: &generator) else { continue }
      var bytes = Array(json.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
      }
      guard
        let document = try? AnswerDocument.scan(ByteBuffer(bytes: bytes), dialect: .anthropicMessages, kind: kind)
      else { continue }
      accepted += 1
      #expect(throws: Never.self) { try JSONDocument.validate(document.redacting(["a"]), mode: .lenient) }
      var writer = Dialect.anthropicMessages.answerWriter(AnswerEnvelope(id: "i", created: 1, model: "m"))
      if kind == .whole {
        let withheld = writer.withholding([0: "No"], in: document)
        let read = try? AnswerDocument.scan(withheld, dialect: .anthropicMessages, kind: .whole)
        #expect(
          read?.choices[0].texts == [AnswerText(field: .content, text: "No")], "\(String(buffer: document.bytes))")
      } else {
        writer.note(document, without: [])
        #expect(writer.cut(choice: 0, message: "No").readableBytes > 0)
      }
    }
    #expect(accepted > 1_000)
  }
}
