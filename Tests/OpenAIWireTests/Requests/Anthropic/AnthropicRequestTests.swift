import NIOCore
import OpenAIWire
import Taxonomy
import Testing

/// What is read of a request to `/v1/messages` beside its texts.
@Suite struct AnthropicRequestTests {
  private func parse(_ json: String) throws -> ModelRequest {
    try ModelRequest.parse(ByteBuffer(string: json), dialect: .anthropicMessages)
  }

  @Test("reads what decides about a request")
  func parameters() throws {
    let request = try parse(
      #"{"model":"m","max_tokens":9,"stream":true,"metadata":{"user_id":"u 1"},"messages":[{"role":"user","content":"x"}]}"#
    )
    #expect(request.dialect == .anthropicMessages)
    #expect(request.model == "m")
    #expect(request.isStreaming)
    #expect(request.user == "u 1")
    #expect(request.choiceCount == 1)
    #expect(request.conversation.messageCount == 1)
    #expect(request.unjudged == UnjudgedContent())
    #expect(try !parse(#"{"messages":[{"role":"user"}]}"#).isStreaming)
  }

  static let faults: [(json: String, param: String?, code: String, reason: String)] = [
    ("[]", nil, "invalid_type", "no object"),
    ("{}", "messages", "missing_required_parameter", "no messages"),
    (#"{"messages":[]}"#, "messages", "invalid_value", "empty messages"),
    (#"{"messages":{}}"#, "messages", "invalid_type", "messages as an object"),
    (#"{"messages":["x"]}"#, "messages[0]", "invalid_type", "a message as a string"),
    (#"{"messages":[{"content":"x"}]}"#, "messages[0].role", "missing_required_parameter", "no role"),
    (#"{"messages":[{"role":1}]}"#, "messages[0].role", "invalid_type", "a role as a number"),
    (#"{"messages":[{"role":"user","content":{}}]}"#, "messages[0].content", "invalid_type", "content as an object"),
    (#"{"messages":[{"role":"user","content":[1]}]}"#, "messages[0].content[0]", "invalid_type", "a block as a number"),
    (#"{"system":1,"messages":[{"role":"user"}]}"#, "system", "invalid_type", "a system prompt as a number"),
    (#"{"system":[[]],"messages":[{"role":"user"}]}"#, "system[0]", "invalid_type", "a system block as an array"),
    (#"{"model":1,"messages":[{"role":"user"}]}"#, "model", "invalid_type", "a model as a number"),
    (#"{"Messages":[{"role":"user"}]}"#, "Messages", "ambiguous_parameter", "messages in another case"),
    (
      #"{"messages":[{"role":"user","content":[{"Text":"x"}]}]}"#, "Text", "ambiguous_parameter",
      "a block's text in another case"
    ),
    (#"{"messages":[{"role":"user","role":"user"}]}"#, nil, "invalid_json", "a role twice"),
  ]

  @Test("refuses what cannot be judged, and says where", arguments: faults)
  func refuses(row: (json: String, param: String?, code: String, reason: String)) {
    #expect("\(row.reason)") {
      try parse(row.json)
    } throws: { error in
      let fault = error as? ModelRequestFault
      return fault?.param == row.param && fault?.code == row.code
    }
  }

  static let unjudged: [(content: String, unknown: String?, media: String?, reason: String)] = [
    (#"{"type":"text","text":"x"}"#, nil, nil, "text"),
    (#"{"type":"hologram","text":"x"}"#, "messages[0].content[0]", nil, "an unknown block of known fields"),
    (#"{"type":"hologram","beam":"x"}"#, "messages[0].content[0].beam", nil, "an unknown block with words"),
    (#"{"type":"text","text":"x","beam":{"a":"b"}}"#, "messages[0].content[0].beam", nil, "an unknown field"),
    (
      #"{"type":"tool_result","content":[{"type":"beam"}]}"#, "messages[0].content[0].content[0]", nil,
      "an unknown block in a result"
    ),
    (
      #"{"type":"image","source":{"data":"AAAA","media_type":"image/png","type":"base64"}}"#, nil,
      "messages[0].content[0].source.data", "an image within"
    ),
    (
      #"{"type":"image","source":{"type":"url","url":"https://x.test/a.png"}}"#, nil,
      "messages[0].content[0].source.url", "an image by its URL"
    ),
    (
      #"{"type":"document","source":{"type":"file","file_id":"file_1"}}"#, nil,
      "messages[0].content[0].source.file_id", "a document by its id"
    ),
    (#"{"type":"document","source":{"type":"text","data":"x"}}"#, nil, nil, "a document of text"),
    (#"{"type":"container_upload","file_id":"f"}"#, nil, "messages[0].content[0].file_id", "a file for a tool"),
    (
      #"{"type":"tool_result","content":[{"type":"image","source":{"type":"url","url":"u"}}]}"#, nil,
      "messages[0].content[0].content[0].source.url", "an image in a result"
    ),
  ]

  @Test("notes what the protocol does not define, and media", arguments: unjudged)
  func notes(row: (content: String, unknown: String?, media: String?, reason: String)) throws {
    let request = try parse(#"{"messages":[{"role":"user","content":[\#(row.content)]}]}"#)
    #expect(request.unjudged.unknown?.description == row.unknown, "\(row.reason)")
    #expect(request.unjudged.media?.description == row.media, "\(row.reason)")
    #expect(request.unjudged.tokens == nil)
  }

  @Test("notes unknown roles and unknown fields of the body and of messages")
  func unknownPlaces() throws {
    let rows = [
      (#"{"x":"y","messages":[{"role":"user"}]}"#, "x"),
      (#"{"messages":[{"role":"critic"}]}"#, "messages[0].role"),
      (#"{"messages":[{"role":"user","name":"Bob"}]}"#, "messages[0].name"),
    ]
    for (json, place) in rows { #expect(try parse(json).unjudged.unknown?.description == place) }
  }

  @Test("holds to the limits")
  func limits() {
    var limits = RequestLimits()
    limits.maxMessages = 1
    let body = ByteBuffer(string: #"{"messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}]}"#)
    #expect(throws: ModelRequestFault.self) {
      try ModelRequest.parse(body, dialect: .anthropicMessages, limits: limits)
    }
    limits.maxMessages = 2
    limits.maxTextBytes = 1
    #expect(throws: ModelRequestFault.self) {
      try ModelRequest.parse(body, dialect: .anthropicMessages, limits: limits)
    }
  }
}
