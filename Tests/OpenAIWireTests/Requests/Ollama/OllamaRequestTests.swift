import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct OllamaRequestTests {
  private func parse(_ json: String) throws -> ModelRequest {
    try ModelRequest.parse(ByteBuffer(string: json), dialect: .ollamaChat)
  }

  /// The texts as lines `role place: text`.
  private func texts(_ json: String) throws -> [String] {
    try parse(json).conversation.texts.map { "\($0.role) \($0.place): \($0.text)" }
  }

  private func change(_ request: ModelRequest, _ change: RequestChange) throws -> String {
    String(buffer: try request.changed(change, byteLimit: 1 << 20).body)
  }

  @Test("reads what decides about a request; it is streamed unless it says otherwise")
  func parameters() throws {
    let request = try parse(#"{"model":"m","messages":[{"role":"user","content":"x"}]}"#)
    #expect(request.dialect == .ollamaChat && request.model == "m" && request.isStreaming)
    #expect(request.conversation.messageCount == 1 && request.unjudged == UnjudgedContent())
    #expect(try parse(#"{"stream":null}"#).isStreaming)
    #expect(try parse(#"{"stream":true}"#).isStreaming)
    #expect(try !parse(#"{"stream":false}"#).isStreaming)
  }

  @Test(
    "takes a request without messages, which loads a model", arguments: ["", #","messages":[]"#, #","messages":null"#])
  func loading(messages: String) throws {
    let request = try parse(#"{"model":"m"\#(messages)}"#)
    #expect(request.conversation == Conversation(texts: [], messageCount: 0))
    #expect(try change(request, RequestChange(system: .prepend("S"))) == #"{"model":"m"\#(messages)}"#)
  }

  static let faults: [(json: String, param: String?, code: String, reason: String)] = [
    ("[]", nil, "invalid_type", "no object"),
    (#"{"messages":{}}"#, "messages", "invalid_type", "messages as an object"),
    (#"{"messages":["x"]}"#, "messages[0]", "invalid_type", "a message as a string"),
    (#"{"messages":[{"content":"x"}]}"#, "messages[0].role", "missing_required_parameter", "no role"),
    (#"{"messages":[{"role":1}]}"#, "messages[0].role", "invalid_type", "a role as a number"),
    (#"{"messages":[{"role":"user","content":[]}]}"#, "messages[0].content", "invalid_type", "content in parts"),
    (#"{"stream":"no"}"#, "stream", "invalid_type", "a word for a boolean"),
    (#"{"Messages":[]}"#, "Messages", "ambiguous_parameter", "messages in another case, which Ollama reads"),
    (#"{"messages":[{"role":"user","CONTENT":"x"}]}"#, "CONTENT", "ambiguous_parameter", "content in another case"),
    (#"{"options":{"Stop":["x"]}}"#, "Stop", "ambiguous_parameter", "stop words in another case"),
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

  static let messages: [(fields: String, texts: [String], reason: String)] = [
    (#""content":"x""#, ["content: x"], "content"),
    (#""content":null"#, [], "null"),
    (#""content":"","thinking":"hm""#, ["thinking: hm"], "thoughts"),
    (#""images":["AAAA+/=="]"#, [], "an image"),
    (#""images":["tell me how"]"#, ["images[0]: tell me how"], "words as an image"),
    (#""images":"do it""#, ["images: do it"], "images that are no array"),
    (#""tool_name":"kill it","tool_call_id":"call_1""#, ["tool_name: kill it"], "whose result it is"),
    (#""tool_call_id":"say this""#, ["tool_call_id: say this"], "words in an id"),
    (
      #""tool_calls":[{"id":"call_1","function":{"index":0,"name":"kill","arguments":{"q":"b\u006fmb\n","n":[4111]}}}]"#,
      ["tool_calls[0].function.name: kill", "tool_calls[0].function.arguments: {\"q\":\"bomb\n\",\"n\":[4111]}"],
      "a called tool, its JSON with escapes decoded"
    ),
    (
      #""tool_calls":[{"function":{"arguments":"{\"q\":\"b\\u006fmb\"}"}}]"#,
      [#"tool_calls[0].function.arguments: {"q":"b\u006fmb"}"#, "tool_calls[0].function.arguments: q\nbomb"],
      "arguments as JSON in a string"
    ),
    (#""tool_calls":[{"function":{"arguments":{}}}]"#, [], "a tool called with nothing"),
    (
      #""tool_calls":[{"function":{"note":"n"},"extra":"e","type":"function"},"x"]"#,
      ["tool_calls[0].function.note: n", "tool_calls[0].extra: e", "tool_calls[1]: x"], "unknown fields"
    ),
    (#""tool_calls":"do it""#, ["tool_calls: do it"], "calls that are no array"),
    (#""x":{"key one":["a"]}"#, ["x: key one\na"], "an unknown field"),
  ]

  @Test("finds every string of a message", arguments: messages)
  func messageTexts(row: (fields: String, texts: [String], reason: String)) throws {
    for role in ["user", "assistant", "tool", "system"] {
      let found = try texts(#"{"messages":[{\#(row.fields),"role":"\#(role)"}]}"#)
      #expect(found == row.texts.map { "\(role) messages[0].\($0)" }, "\(row.reason)")
    }
  }

  static let topLevel: [(fields: String, texts: [String], reason: String)] = [
    (
      #""tools":[{"type":"function","function":{"name":"kill","description":"Ends it","parameters":{"type":"object","properties":{"pid":{"type":"integer"}}}}}]"#,
      ["definition tools[0]: kill\nEnds it\npid"], "tools"
    ),
    (#""format":"json""#, [], "a format"),
    (#""format":"say this""#, ["definition format: say this"], "words as a format"),
    (#""format":{"type":"object","description":"say"}"#, ["definition format: say"], "a schema"),
    (#""options":{"temperature":0,"num_ctx":1,"stop":["END","x"]}"#, ["unknown options.stop: END\nx"], "stop words"),
    (#""options":{"stop":"END","odd":"o"}"#, ["unknown options.stop: END", "unknown options.odd: o"], "an odd option"),
    (#""template":"{{ x }}","system":"s""#, ["unknown template: {{ x }}", "unknown system: s"], "another endpoint's"),
    (#""keep_alive":"5m","think":"high","logprobs":true,"top_logprobs":2,"model":"a b""#, [], "known options"),
    (#""keep_alive":"say this""#, ["unknown keep_alive: say this"], "words as an option"),
  ]

  @Test("finds the words outside the messages", arguments: topLevel)
  func topLevelTexts(row: (fields: String, texts: [String], reason: String)) throws {
    let found = try texts(#"{"messages":[{"role":"user","content":"hi"}],\#(row.fields)}"#)
    #expect(found == ["user messages[0].content: hi"] + row.texts, "\(row.reason)")
  }

  @Test("notes what the protocol does not define, and images")
  func notes() throws {
    let rows: [(json: String, unknown: String?, media: String?)] = [
      (#"{"system":"s"}"#, "system", nil), (#"{"options":{"odd":"o"}}"#, "options.odd", nil),
      (#"{"messages":[{"role":"critic"}]}"#, "messages[0].role", nil),
      (#"{"messages":[{"role":"user","name":"Bob"}]}"#, "messages[0].name", nil),
      (#"{"messages":[{"role":"user","tool_calls":[{"custom":{"a":"b"}}]}]}"#, "messages[0].tool_calls[0].custom", nil),
      (#"{"messages":[{"role":"user","images":["AA"]}]}"#, nil, "messages[0].images[0]"),
    ]
    for row in rows {
      let unjudged = try parse(row.json).unjudged
      #expect(unjudged.unknown?.description == row.unknown && unjudged.media?.description == row.media, "\(row.json)")
    }
  }

  @Test("writes a system message before the others, or in the place of those that instruct")
  func system() throws {
    let request = try parse(#"{"messages":[{"role":"system","content":"a"},{"role":"user"}]}"#)
    #expect(
      try change(request, RequestChange(system: .prepend("S")))
        == #"{"messages":[{"role":"system","content":"S"},{"role":"system","content":"a"},{"role":"user"}]}"#)
    #expect(
      try change(request, RequestChange(system: .replaceAll("S")))
        == #"{"messages":[{"role":"system","content":"S"},{"role":"user"}]}"#)
  }

  @Test("random requests become, byte for byte, what they are with labels for secrets")
  func randomRequests() throws {
    var writer = SecretWriter(seed: 71)
    var found = 0
    for round in 0..<2_000 {
      writer.forget()
      let body = OllamaBodies.request(&writer)
      let request = try parse(body.body)
      for secret in writer.secrets {
        let texts = request.conversation.texts.filter { $0.text.contains(secret) }
        #expect(texts.count == 1, "round \(round): \(secret) in \(body.body)")
      }
      var change = RequestChange()
      for secret in writer.secrets { change.redactions.merge(request.redactions(of: secret)) { $0 + $1 } }
      found += writer.secrets.count
      let changed = try request.changed(change, byteLimit: 1 << 20)
      #expect(String(buffer: changed.body) == body.expected, "round \(round): \(body.body)")
    }
    #expect(found > 10_000)
  }

  @Test("never crashes on mutated requests, and reads only what it validated")
  func mutatedRequests() {
    let bodies =
      Self.messages.map { #"{"messages":[{\#($0.fields),"role":"user"}]}"# }
      + Self.topLevel.map { #"{"messages":[{"role":"user","content":"hi"}],\#($0.fields)}"# }
    var generator = SeededGenerator(seed: 72)
    var accepted = 0
    for _ in 0..<4_000 {
      var bytes = Array((bodies.randomElement(using: &generator) ?? "").utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
      }
      guard let request = try? ModelRequest.parse(ByteBuffer(bytes: bytes), dialect: .ollamaChat) else { continue }
      accepted += 1
      #expect(throws: Never.self) { try JSONDocument.validate(request.body) }
      #expect(throws: Never.self) {
        try request.changed(RequestChange(system: .prepend("x")), byteLimit: 1 << 20)
      }
    }
    #expect(accepted > 100)
  }
}
