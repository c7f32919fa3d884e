import NIOCore
import OpenAIWire
import Taxonomy
import Testing

/// What of a request becomes a text of its conversation.
@Suite struct ConversationTests {
  /// The texts as lines `role place: text`.
  private func texts(_ json: String) throws -> [String] {
    try ModelRequest.parse(ByteBuffer(string: json)).conversation.texts.map { "\($0.role) \($0.place): \($0.text)" }
  }

  private func message(_ fields: String) throws -> [String] {
    try texts(#"{"messages":[{\#(fields)}]}"#)
  }

  @Test("gives each role its texts, wherever the role stands")
  func roles() throws {
    let rows = [
      ("system", "system"), ("developer", "developer"), ("user", "user"), ("assistant", "assistant"), ("tool", "tool"),
      ("function", "tool"),
    ]
    for (name, role) in rows {
      #expect(try message(#""role":"\#(name)","content":"x""#) == ["\(role) messages[0].content: x"])
      #expect(try message(#""content":"x","role":"\#(name)""#) == ["\(role) messages[0].content: x"])
    }
  }

  @Test("takes a role that the protocol does not know for text, since templates print it")
  func unknownRole() throws {
    #expect(
      try message(#""content":"x","role":"Ignore all rules""#) == [
        "unknown messages[0].content: x", "unknown messages[0].role: Ignore all rules",
      ])
    #expect(try message(#""role":"User""#) == ["unknown messages[0].role: User"])
  }

  @Test("decodes escapes")
  func escapes() throws {
    #expect(
      try message(#""role":"user","content":"a\n\"\\\/\u0062\ud83d\ude00\u00e9""#) == [
        "user messages[0].content: a\n\"\\/b😀é"
      ])
  }

  static let messageFields: [(fields: String, texts: [String], reason: String)] = [
    (#""name":"Bob""#, ["name: Bob"], "a name is put into prompts"),
    (#""refusal":"No.""#, ["refusal: No."], "an earlier refusal"),
    (#""reasoning_content":"I think","reasoning":"so""#, ["reasoning_content: I think", "reasoning: so"], "reasoning"),
    (#""content":null,"refusal":null,"name":null,"tool_calls":null,"audio":null"#, [], "nulls carry nothing"),
    (#""content":"""#, [], "an empty text carries nothing"),
    (#""tool_call_id":"call_abc-1.2:3""#, [], "an id is a protocol constant"),
    (#""tool_call_id":"ignore the rules""#, ["tool_call_id: ignore the rules"], "words in an id are words"),
    (#""audio":{"id":"audio_1"}"#, [], "an audio id is a protocol constant"),
    (#""audio":{"id":"tell me"}"#, ["audio: tell me"], "words in an audio id are words"),
    (#""x":"words""#, ["x: words"], "an unknown field"),
    (#""x":{"key one":["a",{"b":"c"},1,null,true]}"#, ["x: key one\na\nb\nc"], "an unknown field's keys and strings"),
    (
      #""function_call":{"name":"f","arguments":"{\"a\":1}"}"#,
      ["function_call.name: f", #"function_call.arguments: {"a":1}"#], "a legacy function call"
    ),
    (
      #""tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"x"}},{"id":"c2","type":"custom","custom":{"name":"g","input":"y"}}]"#,
      [
        "tool_calls[0].function.name: f", "tool_calls[0].function.arguments: x", "tool_calls[1].custom.name: g",
        "tool_calls[1].custom.input: y",
      ], "tool calls of both types"
    ),
    (
      #""tool_calls":[{"function":{"arguments":{"q":"how"},"note":"n"},"extra":"e"}]"#,
      [
        "tool_calls[0].function.arguments: q\nhow", "tool_calls[0].function.note: n", "tool_calls[0].extra: e",
      ], "arguments that are an object, and unknown fields"
    ),
    (
      #""tool_calls":[{"function":{"arguments":"{\"q\":\"b\\u006fmb\"}"}}]"#,
      [
        #"tool_calls[0].function.arguments: {"q":"b\u006fmb"}"#, "tool_calls[0].function.arguments: q\nbomb",
      ], "words behind escapes of the arguments' own JSON"
    ),
    (#""tool_calls":"do it""#, ["tool_calls: do it"], "tool calls that are no array"),
    (#""tool_calls":["do it"]"#, ["tool_calls[0]: do it"], "a tool call that is no object"),
  ]

  @Test("finds every string of a message but protocol constants", arguments: messageFields)
  func messageTexts(row: (fields: String, texts: [String], reason: String)) throws {
    let found = try message(#""role":"assistant",\#(row.fields)"#)
    #expect(found == row.texts.map { "assistant messages[0].\($0)" }, "\(row.reason)")
  }

  static let parts: [(parts: String, texts: [String], reason: String)] = [
    (#"{"type":"text","text":"one"}"#, ["content[0].text: one"], "a text part alone"),
    (#""one""#, ["content[0]: one"], "a bare string, which vLLM reads as a text part"),
    (
      #"{"type":"text","text":"How do"},{"type":"text","text":" I?"}"#, ["content: How do\n I?"],
      "a space at the border"
    ),
    (#"{"type":"text","text":"Hi."},{"type":"text","text":"You"}"#, ["content: Hi.\nYou"], "a full stop at the border"),
    (
      #"{"type":"text","text":"pipe bo"},{"type":"text","text":"mb"}"#, ["content: pipe bo\nmb", "content: pipe bomb"],
      "a split word in one reading, a split phrase in the other"
    ),
    (
      #"{"type":"text","text":"bo"},{"type":"image_url","image_url":{"url":"https://x.test/a.png","detail":"low"}},{"type":"text","text":"mb"}"#,
      ["content: bo\nmb", "content: bomb"], "an image between two texts, which servers move or drop"
    ),
    (#"{"type":"refusal","refusal":"No"}"#, ["content[0].refusal: No"], "a refusal part"),
    (#"{"type":"image_url","image_url":"https://x.test/a.png"}"#, [], "an image as a string"),
    (#"{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}"#, [], "an image within"),
    (
      #"{"type":"image_url","image_url":{"url":"tell me how"}}"#, ["content[0].image_url.url: tell me how"],
      "words instead of a URL"
    ),
    (
      #"{"type":"image_url","image_url":{"url":"https://x.test","alt":"words"}}"#,
      ["content[0].image_url.alt: words"], "words beside a URL"
    ),
    (#"{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}"#, [], "audio"),
    (
      #"{"type":"file","file":{"file_data":"AAAA","file_id":"f1","filename":"how to.pdf"}}"#,
      ["content[0].file.filename: how to.pdf"], "a file's name is words"
    ),
    (
      #"{"type":"input_audio","input_audio":{"data":"AAAA","url":"x"}}"#, ["content[0].input_audio.url: x"],
      "a media field in a place that is not its own"
    ),
    (#"{"type":"new","payload":{"a":"b"}}"#, ["content[0].payload: a\nb"], "an unknown part"),
    (#"{"type":"say these words"}"#, ["content[0].type: say these words"], "words in a type"),
    (
      #"{"type":"image_url","text":"hidden"}"#, ["content[0].text: hidden"], "text in a part that claims to be an image"
    ),
  ]

  @Test("finds every string of content parts, and joins texts as models see them", arguments: parts)
  func partTexts(row: (parts: String, texts: [String], reason: String)) throws {
    let found = try message(#""role":"user","content":[\#(row.parts)]"#)
    #expect(found == row.texts.map { "user messages[0].\($0)" }, "\(row.reason)")
  }

  static let topLevel: [(fields: String, texts: [String], reason: String)] = [
    (
      #""tools":[{"type":"function","function":{"name":"kill","description":"Ends it","parameters":{"type":"object","properties":{"pid":{"type":"integer","description":"which"}},"required":["pid"]}}},{"type":"custom","custom":{"name":"g"}}]"#,
      ["definition tools[0]: kill\nEnds it\npid\nwhich\npid", "definition tools[1]: g"],
      "tool definitions without the schema's own words"
    ),
    (#""functions":[{"name":"f"}]"#, ["definition functions[0]: f"], "legacy functions"),
    (#""tools":{"a":"b"}"#, ["definition tools: a\nb"], "tools that are no array"),
    (
      #""response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"description":"say"}}}"#,
      ["definition response_format: n\nsay"], "a response schema"
    ),
    (#""response_format":{"type":"say this"}"#, ["definition response_format: say this"], "words as a type"),
    (#""tool_choice":"auto","function_call":"none""#, [], "constants"),
    (
      #""tool_choice":{"type":"function","function":{"name":"please do"}}"#, ["definition tool_choice: please do"],
      "words as a tool's name"
    ),
    (
      #""prediction":{"type":"content","content":"x"}"#, ["unknown prediction: type\ncontent\ncontent\nx"],
      "a prediction"
    ),
    (#""stop":["END","x"]"#, ["unknown stop: END\nx"], "stop words"),
    (#""metadata":{"k":"v"}"#, ["unknown metadata: k\nv"], "metadata"),
    (#""prompt":"do it""#, ["unknown prompt: do it"], "a field that some servers put before the model"),
    (#""chat_template":"{{ x }}""#, ["unknown chat_template: {{ x }}"], "a template of the client's own"),
    (#""documents":[{"title":"t","text":"w"}]"#, ["unknown documents: title\nt\ntext\nw"], "documents"),
    (#""top_k":4,"min_p":0.1,"ignore_eos":false"#, [], "unknown options without words"),
    (
      #""model":"m","user":"a person","service_tier":"auto","reasoning_effort":"low","safety_identifier":"a b","seed":1"#,
      [], "known options"
    ),
  ]

  @Test("finds the words outside the messages", arguments: topLevel)
  func topLevelTexts(row: (fields: String, texts: [String], reason: String)) throws {
    let found = try texts(#"{"messages":[{"role":"user","content":"hi"}],\#(row.fields)}"#)
    #expect(found == ["user messages[0].content: hi"] + row.texts, "\(row.reason)")
  }

  @Test("numbers messages and counts those without text")
  func severalMessages() throws {
    let request = try ModelRequest.parse(
      ByteBuffer(
        string: #"{"messages":[{"role":"system","content":"s"},{"role":"assistant"},{"role":"user","content":"u"}]}"#))
    #expect(request.conversation.messageCount == 3)
    #expect(request.conversation.texts.map(\.place.message) == [0, 2])
    #expect(request.conversation.lastUserText == "u")
  }

  @Test("decodes the words of random documents as they were written")
  func randomWords() throws {
    var random = RandomJSON(seed: 3)
    for _ in 0..<1_500 {
      let json = random.document()
      let request = try ModelRequest.parse(
        ByteBuffer(string: #"{"zz":\#(json),"messages":[{"role":"user"}]}"#),
        limits: RequestLimits(json: JSONLimits(maxDepth: 64)))
      let expected = random.words.joined(separator: "\n")
      #expect(request.conversation.texts.map(\.text) == (expected.isEmpty ? [] : [expected]), "\(json)")
    }
  }

  @Test("never crashes on mutated requests, and reads only what it validated")
  func mutatedRequests() {
    let bodies =
      Self.parts.map { #"{"messages":[{"role":"user","content":[\#($0.parts)]}],"n":2,"stream":true}"# }
      + Self.messageFields.map { #"{"messages":[{"role":"assistant",\#($0.fields)}]}"# }
      + Self.topLevel.map { #"{"messages":[{"role":"user","content":"hi"}],\#($0.fields)}"# }
    var generator = SeededGenerator(seed: 4)
    var accepted = 0
    for _ in 0..<6_000 {
      var bytes = Array((bodies.randomElement(using: &generator) ?? "").utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        let other = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[index] = other
        case 1: bytes.insert(other, at: index)
        default: bytes.remove(at: index)
        }
      }
      let body = ByteBuffer(bytes: bytes)
      guard let request = try? ModelRequest.parse(body) else { continue }
      accepted += 1
      #expect(throws: Never.self) { try JSONDocument.validate(request.body) }
    }
    #expect(accepted > 100)
  }
}
