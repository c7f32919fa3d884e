import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct ChatRequestTests {
  private func parse(_ json: String, limits: RequestLimits = RequestLimits()) throws -> ModelRequest {
    try ModelRequest.parse(ByteBuffer(string: json), limits: limits)
  }

  /// A request around one user message, with fields before `messages`.
  private static func request(_ fields: String) -> String {
    #"{\#(fields)"messages":[{"role":"user","content":"hi"}]}"#
  }

  @Test("reads the options that decide about a request")
  func options() throws {
    let body = ByteBuffer(
      string: #"""
        {"model":"tiny","stream":true,"stream_options":{"include_usage":true,"x":1},"n":3,"user":"u-1",
        "seed":12345678901234567890,"temperature":0.10,"messages":[{"role":"user","content":"hi"}]}
        """#)
    let request = try ModelRequest.parse(body)
    #expect(request.model == "tiny")
    #expect(request.isStreaming)
    #expect(request.includesUsage)
    #expect(request.choiceCount == 3)
    #expect(request.user == "u-1")
    #expect(request.body == body)
    #expect(request.conversation.messageCount == 1)
  }

  @Test(
    "takes absent and null options for their defaults",
    arguments: ["", #""model":null,"stream":null,"n":null,"user":null,"stream_options":null,"#])
  func defaults(fields: String) throws {
    let request = try parse(Self.request(fields))
    #expect(request.model == nil)
    #expect(!request.isStreaming)
    #expect(!request.includesUsage)
    #expect(request.choiceCount == 1)
    #expect(request.user == nil)
  }

  static let faults: [(json: String, param: String?, code: String, reason: String)] = [
    ("", nil, "invalid_json", "no body"),
    ("[]", nil, "invalid_type", "an array instead of an object"),
    ("\"messages\"", nil, "invalid_type", "a string instead of an object"),
    ("{}", "messages", "missing_required_parameter", "no messages"),
    (#"{"messages":[]}"#, "messages", "invalid_value", "no message"),
    (#"{"messages":null}"#, "messages", "invalid_type", "null messages"),
    (#"{"messages":{"role":"user"}}"#, "messages", "invalid_type", "one message without an array"),
    (#"{"messages":["hi"]}"#, "messages[0]", "invalid_type", "a message that is a string"),
    (#"{"messages":[{"role":"user"},{"content":"x"}]}"#, "messages[1].role", "missing_required_parameter", "no role"),
    (#"{"messages":[{"role":1}]}"#, "messages[0].role", "invalid_type", "a role that is a number"),
    (#"{"messages":[{"role":null}]}"#, "messages[0].role", "invalid_type", "a null role"),
    (#"{"messages":[{"role":"user","content":7}]}"#, "messages[0].content", "invalid_type", "content as a number"),
    (#"{"messages":[{"role":"user","content":{}}]}"#, "messages[0].content", "invalid_type", "content as an object"),
    (#"{"messages":[{"role":"user","content":true}]}"#, "messages[0].content", "invalid_type", "content as a boolean"),
    (#"{"messages":[{"role":"user","content":[1]}]}"#, "messages[0].content[0]", "invalid_type", "a part as a number"),
    (#"{"messages":[{"role":"user","content":[[]]}]}"#, "messages[0].content[0]", "invalid_type", "a part as an array"),
    (request(#""stream":"true","#), "stream", "invalid_type", "a string that lenient servers take for true"),
    (request(#""stream":1,"#), "stream", "invalid_type", "a number that lenient servers take for true"),
    (request(#""model":1,"#), "model", "invalid_type", "a model that is a number"),
    (request(#""user":[],"#), "user", "invalid_type", "a user that is an array"),
    (request(#""n":0,"#), "n", "invalid_value", "no choice"),
    (request(#""n":-1,"#), "n", "invalid_value", "a negative number of choices"),
    (request(#""n":129,"#), "n", "invalid_value", "too many choices"),
    (request(#""n":2.0,"#), "n", "invalid_value", "an integer that is not written as one"),
    (request(#""n":99999999999999999999,"#), "n", "invalid_value", "a number that no integer holds"),
    (request(#""n":"2","#), "n", "invalid_type", "a string that lenient servers take for a number"),
    (request(#""stream_options":1,"#), "stream_options", "invalid_type", "stream options that are a number"),
    (
      request(#""stream_options":{"include_usage":1},"#), "stream_options.include_usage", "invalid_type",
      "a number for a boolean"
    ),
    (request(#""messages":[],"#), "messages", "invalid_value", "the first of two messages is read first"),
    (#"{"messages":[{"role":"user"}],"messages":[]}"#, nil, "invalid_json", "messages twice"),
    (#"{"messages":[{"role":"user","content":"a","cont\u0065nt":"b"}]}"#, nil, "invalid_json", "content twice"),
    (#"{"messages":[{"role":"user","content":"\ud800"}]}"#, nil, "invalid_json", "a lone surrogate"),
    (request(#""x":{"a":1,"a":2},"#), nil, "invalid_json", "a duplicate in an unknown field"),
    (request(#""logit_bias":{"a":1,"a":2},"#), nil, "invalid_json", "a duplicate in an option that is skipped"),
    (request("") + "{}", nil, "invalid_json", "a second document"),
  ]

  @Test("refuses what cannot be judged, and names the field", arguments: faults)
  func refuses(row: (json: String, param: String?, code: String, reason: String)) {
    #expect {
      try parse(row.json)
    } throws: { error in
      guard let fault = error as? ModelRequestFault else { return false }
      return fault.param == row.param && fault.code == row.code
    }
  }

  static let ambiguous: [(json: String, key: String, reason: String)] = [
    (#"{"Messages":[],"messages":[{"role":"user"}]}"#, "Messages", "ASCII case"),
    (#"{"me\u017fſages":[]}"#, "meſſages", "the long s, once escaped"),
    (#"{"messages":[{"role":"user","ROLE":"x"}]}"#, "ROLE", "a message's role"),
    (#"{"messages":[{"role":"user","Content":"x"}]}"#, "Content", "a message's content"),
    (#"{"messages":[{"role":"user","tool_call\u017f":[]}]}"#, "tool_callſ", "a message's tool calls"),
    (#"{"messages":[{"role":"user","content":[{"type":"text","Text":"x"}]}]}"#, "Text", "a part's text"),
    (#"{"messages":[{"role":"assistant","tool_calls":[{"Function":{}}]}]}"#, "Function", "a tool call's function"),
    (#"{"messages":[{"role":"assistant","tool_calls":[{"function":{"NAME":1}}]}]}"#, "NAME", "a function's name"),
    (request(#""stream_option\u017F":{},"#), "stream_optionſ", "the stream options"),
    (request(#""stream_options":{"Include_Usage":true},"#), "Include_Usage", "a stream option"),
    (request(#""tool\u017f\u0000x":1,"#), #"toolſ\u{0}x"#, "a key that ends at its NUL for a reader of C strings"),
    (#"{"messages":[{"role":"user","content":[{"\u212aind":1,"TYPE":1}]}]}"#, "TYPE", "a part, and no alias before it"),
    (request(#""TOP_P":1,"#), "TOP_P", "an option"),
  ]

  @Test("refuses a key that a server might take for a known one", arguments: ambiguous)
  func refusesAmbiguousKeys(row: (json: String, key: String, reason: String)) {
    #expect {
      try parse(row.json)
    } throws: { error in
      guard let fault = error as? ModelRequestFault else { return false }
      return fault.param == row.key && fault.code == "ambiguous_parameter"
    }
  }

  @Test("bounds messages, texts, their bytes and choices")
  func limits() {
    let two = #"{"messages":[{"role":"user","content":"one"},{"role":"user","content":"two"}]}"#
    let rows: [(RequestLimits, Bool)] = [
      (RequestLimits(maxMessages: 2, maxTexts: 2, maxTextBytes: 6), true), (RequestLimits(maxMessages: 1), false),
      (RequestLimits(maxTexts: 1), false), (RequestLimits(maxTextBytes: 5), false),
    ]
    for (limits, fits) in rows {
      if fits {
        #expect(throws: Never.self) { try parse(two, limits: limits) }
      } else {
        #expect {
          try parse(two, limits: limits)
        } throws: { error in
          (error as? ModelRequestFault)?.code == "request_too_large"
        }
      }
    }
  }
}
