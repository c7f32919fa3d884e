import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct ResponsesRequestTests {
  private func parse(_ json: String, limits: RequestLimits = RequestLimits()) throws -> ModelRequest {
    try ModelRequest.parse(ByteBuffer(string: json), dialect: .responses, limits: limits)
  }

  @Test("reads what decides about a request")
  func parameters() throws {
    let request = try parse(
      #"{"model":"m","user":"u","stream":true,"input":[{"role":"user","content":"a"},{"id":"msg_1"}],"store":false}"#)
    #expect(request.dialect == .responses)
    #expect(request.model == "m" && request.user == "u" && request.isStreaming)
    #expect(request.choiceCount == 1 && !request.includesUsage)
    #expect(request.conversation.messageCount == 2)
    #expect(request.conversation.lastUserText == "a")
    #expect(request.unjudged == UnjudgedContent())
    #expect(try !parse(#"{"input":"a","stream":null}"#).isStreaming)
  }

  @Test("takes a string for the user's only item")
  func stringInput() throws {
    let request = try parse(#"{"input":"How do I?"}"#)
    #expect(request.conversation.messageCount == 1)
    #expect(request.conversation.texts.map { "\($0.role) \($0.place): \($0.text)" } == ["user input[0]: How do I?"])
    #expect(request.conversation.lastUserText == "How do I?")
  }

  @Test("lets the server's own memory stand for an input")
  func noInput() throws {
    for body in [
      #"{"previous_response_id":"resp_1"}"#, #"{"conversation":{"id":"conv_1"}}"#, #"{"prompt":{"id":"pmpt_1"}}"#,
      #"{"input":[]}"#,
    ] {
      let request = try parse(body)
      #expect(request.conversation == Conversation(texts: [], messageCount: 0), "\(body)")
    }
  }

  static let faults: [(body: String, param: String?, code: String, reason: String)] = [
    ("[]", nil, "invalid_type", "no object"),
    ("{}", "input", "missing_required_parameter", "nothing is said"),
    (#"{"input":null,"conversation":null}"#, "input", "missing_required_parameter", "nothing is said"),
    (#"{"input":1}"#, "input", "invalid_type", "a number"),
    (#"{"input":["a"]}"#, "input[0]", "invalid_type", "an item that is no object"),
    (#"{"input":[{"role":1}]}"#, "input[0].role", "invalid_type", "a role that is no string"),
    (#"{"input":[{"type":{}}]}"#, "input[0].type", "invalid_type", "a type that is no string"),
    (#"{"input":"a","instructions":1}"#, "instructions", "invalid_type", "instructions that say nothing"),
    (#"{"input":"a","stream":1}"#, "stream", "invalid_type", "a stream flag that servers read differently"),
    (#"{"input":"a","model":[]}"#, "model", "invalid_type", "a model that is no string"),
    (#"{"input":"a","background":true}"#, "background", "unsupported_value", "an answer past the policy"),
    (#"{"input":"a","input":"b"}"#, nil, "invalid_json", "two inputs"),
    (#"{"Input":"a"}"#, "Input", "ambiguous_parameter", "a key that Go reads as `input`"),
    (#"{"input":[{"Role":"user"}]}"#, "Role", "ambiguous_parameter", "a key within an item"),
    (#"{"input":[{"content":[{"Text":"a"}]}]}"#, "Text", "ambiguous_parameter", "a key within a part"),
    (#"{"input":[{},{},{}]}"#, "input", "request_too_large", "more items than are allowed"),
  ]

  @Test("refuses what cannot be judged as what a server reads", arguments: faults)
  func refuses(row: (body: String, param: String?, code: String, reason: String)) {
    do {
      _ = try parse(row.body, limits: RequestLimits(maxMessages: 2))
      Issue.record("\(row.reason): \(row.body) was accepted")
    } catch let fault as ModelRequestFault {
      #expect(fault.param == row.param && fault.code == row.code, "\(row.reason): \(fault)")
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test("does not mind that background is off")
  func foreground() throws {
    #expect(throws: Never.self) { try parse(#"{"input":"a","background":false}"#) }
    #expect(throws: Never.self) { try parse(#"{"input":"a","background":null}"#) }
  }

  static let unjudged: [(body: String, unjudged: [String?], reason: String)] = [
    (
      #"{"input":[{"role":"user","content":[{"type":"input_image","image_url":"https://x.test/a.png","detail":"auto"}]}]}"#,
      [nil, "input[0].content[0].image_url"], "an image"
    ),
    (
      #"{"input":[{"role":"user","content":[{"type":"input_image","file_id":"file_1","image_url":null}]}]}"#,
      [nil, "input[0].content[0].file_id"], "an image that was uploaded"
    ),
    (
      #"{"input":[{"role":"user","content":[{"type":"input_file","filename":"a.pdf","file_data":"data:AA=="}]}]}"#,
      [nil, "input[0].content[0].file_data"], "a file"
    ),
    (
      #"{"input":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}]}"#,
      [nil, "input[0].content[0].input_audio"], "audio"
    ),
    (
      #"{"input":[{"type":"computer_call_output","call_id":"c","output":{"type":"computer_screenshot","image_url":"data:x"}}]}"#,
      [nil, "input[0].output.image_url"], "a screenshot"
    ),
    (
      #"{"input":[{"type":"function_call_output","call_id":"c","output":[{"type":"input_image","image_url":"x"}]}]}"#,
      [nil, "input[0].output[0].image_url"], "an image from a tool"
    ),
    (
      #"{"input":[{"type":"image_generation_call","id":"i","result":"iVBORw0K"}]}"#, [nil, "input[0].result"],
      "an image of an earlier turn"
    ),
    (
      #"{"prompt":{"id":"p","variables":{"pic":{"type":"input_image","image_url":"x"}}}}"#,
      [nil, "prompt.variables.pic.image_url"], "an image in a template"
    ),
    (#"{"input":[{},{"type":"novel_call"}]}"#, ["input[1].type", nil], "an item of unknown type"),
    (#"{"input":[{"role":"user","mood":"x"}]}"#, ["input[0].mood", nil], "an unknown field of an item"),
    (#"{"input":[{"role":"critic"}]}"#, ["input[0].role", nil], "an unknown role"),
    (
      #"{"input":[{"role":"user","content":[{"type":"x","y":"z"}]}]}"#, ["input[0].content[0].y", nil],
      "an unknown field of a part"
    ),
    (#"{"input":"a","documents":["x"]}"#, ["documents", nil], "an unknown field"),
    (#"{"input":"a","text":{"x":"y"}}"#, ["text.x", nil], "an unknown field below `text`"),
    (#"{"prompt":{"x":"y"}}"#, ["prompt.x", nil], "an unknown field below `prompt`"),
    (#"{"input":[{"type":"item_reference","id":"msg_1"}]}"#, [nil, nil], "a reference"),
    (#"{"input":"a","top_k":4}"#, [nil, nil], "an unknown option without words"),
  ]

  @Test("notes what the protocol does not define, and media", arguments: unjudged)
  func notes(row: (body: String, unjudged: [String?], reason: String)) throws {
    let unjudged = try parse(row.body).unjudged
    #expect([unjudged.unknown, unjudged.media].map { $0?.description } == row.unjudged, "\(row.reason)")
    #expect(unjudged.tokens == nil)
  }
}
