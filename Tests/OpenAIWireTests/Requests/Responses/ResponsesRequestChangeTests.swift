import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct ResponsesRequestChangeTests {
  private func parse(_ json: String) throws -> ModelRequest {
    try ModelRequest.parse(ByteBuffer(string: json), dialect: .responses)
  }

  private func change(_ request: ModelRequest, _ change: RequestChange) throws -> String {
    String(buffer: try request.changed(change, byteLimit: 1 << 20).body)
  }

  static let redacted: [(body: String, expected: String, reason: String)] = [
    (#"{"input":"say hush now", "x":1.50}"#, #"{"input":"say [X_1] now", "x":1.50}"#, "a string"),
    (
      #"{"input":[{"role":"user","content":[{"type":"input_text","text":"so hu"},{"type":"input_text","text":"sh, you"}]}]}"#,
      #"{"input":[{"role":"user","content":[{"type":"input_text","text":"so [X_1]"},{"type":"input_text","text":", you"}]}]}"#,
      "split over two parts, that are judged joined"
    ),
    (
      #"{"input":[{"type":"function_call","name":"f","call_id":"c","arguments":"{\"q\":\"a hush\",\"n\":1}"}]}"#,
      #"{"input":[{"type":"function_call","name":"f","call_id":"c","arguments":"{\"q\":\"a [X_1]\",\"n\":1}"}]}"#,
      "in the arguments of a call"
    ),
    (
      #"{"input":[{"type":"mcp_call","arguments":"{\"q\":\"h\\u0075sh\"}","output":"hush","error":{"message":"h\u0075sh"}}]}"#,
      #"{"input":[{"type":"mcp_call","arguments":"{\"q\":\"[X_1]\"}","output":"[X_1]","error":{"message":"[X_1]"}}]}"#,
      "behind escapes of the arguments' own JSON, in what came of it, and in an error"
    ),
    (
      #"{"input":[{"type":"program_output","result":"hush"},{"type":"reasoning","summary":[{"text":"hush"}]}],"instructions":"hush","prompt":{"variables":{"a":"hush","so hush":1}}}"#,
      #"{"input":[{"type":"program_output","result":"[X_1]"},{"type":"reasoning","summary":[{"text":"[X_1]"}]}],"instructions":"[X_1]","prompt":{"variables":{"a":"[X_1]","so [X_1]":1}}}"#,
      "results, summaries, instructions, and variables with their names"
    ),
    (
      #"{"input":[{"type":"shell_call","action":{"commands":["hush"],"hush":"hush"}}],"tools":[{"description":"hush"}],"text":{"format":{"name":"hush"}}}"#,
      #"{"input":[{"type":"shell_call","action":{"commands":["[X_1]"],"[X_1]":"[X_1]"}}],"tools":[{"description":"[X_1]"}],"text":{"format":{"name":"[X_1]"}}}"#,
      "actions, definitions, formats"
    ),
  ]

  @Test("takes what was found out of every string that it stands in, and leaves every other byte", arguments: redacted)
  func redacts(row: (body: String, expected: String, reason: String)) throws {
    let request = try parse(row.body)
    #expect(
      try change(request, RequestChange(redactions: request.redactions(of: "hush"))) == row.expected, "\(row.reason)")
  }

  @Test("any string of an item can be taken out, which leaves valid JSON without it and all else as it was")
  func everywhere() throws {
    for row in ResponsesConversationTests.items + ResponsesConversationTests.topLevel.map({ ("", [], $0.fields) }) {
      let body =
        row.item.isEmpty
        ? #"{"input":"hi",\#(row.reason)}"# : #"{"input":[{\#(row.item)}],"seed":12345678901234567890}"#
      let request = try parse(body)
      for (index, text) in request.conversation.texts.enumerated() where !text.text.contains("\n") {
        let all = TextRedaction(range: 0..<text.text.utf8.count, label: SecretRequest.label)
        // Brackets and quotes of arguments stay; a label looks like encoded data; parts are judged in two readings.
        let others = ["arguments", "encrypted_content", "result", "image_url", "input[0].content"]
        guard !others.contains(where: text.place.description.hasSuffix) || text.text == "x" else { continue }
        let changed = try request.changed(RequestChange(redactions: [index: [all]]), byteLimit: 1 << 20)
        #expect(throws: Never.self) { try JSONDocument.validate(changed.body) }
        var expected = request.conversation
        expected.texts[index].text = "[X_1]"
        #expect(changed.conversation.texts.map(\.text) == expected.texts.map(\.text), "\(body): \(text.place)")
      }
    }
  }

  static let systems: [(body: String, prepended: String, replaced: String, reason: String)] = [
    (
      #"{ "input":"u"}"#, #"{"instructions":"S\"", "input":"u"}"#, #"{"instructions":"S\"", "input":"u"}"#,
      "no instructions"
    ),
    (
      #"{"instructions":null,"input":"u"}"#, #"{"instructions":"S\"","input":"u"}"#,
      #"{"instructions":"S\"","input":"u"}"#, "null"
    ),
    (
      #"{"input":"u","instructions" : "old"}"#, #"{"input":"u","instructions" : "S\"\n\nold"}"#,
      #"{"input":"u","instructions" : "S\""}"#, "a string"
    ),
    (
      #"{"input":"u","instructions":[{"role":"user","content":"a"}]}"#,
      #"{"input":"u","instructions":[{"role":"system","content":"S\""},{"role":"user","content":"a"}]}"#,
      #"{"input":"u","instructions":"S\""}"#, "items"
    ),
    (
      #"{"input":"u","instructions":[]}"#, #"{"input":"u","instructions":[{"role":"system","content":"S\""}]}"#,
      #"{"input":"u","instructions":"S\""}"#, "no items"
    ),
    (
      #"{"input":[{"role":"system","content":"a"},{"role":"user","content":"u"},{"type":"message","role":"d\u0065veloper","content":"b"}]}"#,
      #"{"instructions":"S\"","input":[{"role":"system","content":"a"},{"role":"user","content":"u"},{"type":"message","role":"d\u0065veloper","content":"b"}]}"#,
      #"{"instructions":"S\"","input":[{"role":"user","content":"u"}]}"#, "messages that instruct"
    ),
    (
      #"{"input":[{"role":"system","content":"a"}]}"#,
      #"{"instructions":"S\"","input":[{"role":"system","content":"a"}]}"#, #"{"instructions":"S\"","input":[]}"#,
      "nothing but instructions"
    ),
    (
      #"{"input":[{"type":"additional_tools","role":"developer","tools":[]}]}"#,
      #"{"instructions":"S\"","input":[{"type":"additional_tools","role":"developer","tools":[]}]}"#,
      #"{"instructions":"S\"","input":[{"type":"additional_tools","role":"developer","tools":[]}]}"#,
      "an item with a developer's role that is no message"
    ),
  ]

  @Test("writes a system message as instructions, before others or in their place", arguments: systems)
  func system(row: (body: String, prepended: String, replaced: String, reason: String)) throws {
    let request = try parse(row.body)
    #expect(try change(request, RequestChange(system: .prepend("S\""))) == row.prepended, "\(row.reason)")
    #expect(try change(request, RequestChange(system: .replaceAll("S\""))) == row.replaced, "\(row.reason)")
  }
}
