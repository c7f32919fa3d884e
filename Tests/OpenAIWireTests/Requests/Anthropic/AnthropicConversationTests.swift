import NIOCore
import OpenAIWire
import Taxonomy
import Testing

/// What of a request to `/v1/messages` becomes a text of its conversation.
@Suite struct AnthropicConversationTests {
  /// The texts as lines `role place: text`.
  private func texts(_ json: String) throws -> [String] {
    try ModelRequest.parse(ByteBuffer(string: json), dialect: .anthropicMessages).conversation.texts.map {
      "\($0.role) \($0.place): \($0.text)"
    }
  }

  @Test("gives each role its texts, wherever the role stands")
  func roles() throws {
    let rows = [("system", "system"), ("user", "user"), ("assistant", "assistant")]
    for (name, role) in rows {
      #expect(
        try texts(#"{"messages":[{"role":"\#(name)","content":"x"}]}"#) == ["\(role) messages[0].content: x"])
      #expect(
        try texts(#"{"messages":[{"content":[{"text":"x"}],"role":"\#(name)"}]}"#) == [
          "\(role) messages[0].content[0].text: x"
        ])
    }
    #expect(
      try texts(#"{"messages":[{"content":"x","role":"tool"}]}"#) == [
        "unknown messages[0].content: x", "unknown messages[0].role: tool",
      ])
  }

  static let blocks: [(blocks: String, texts: [String], reason: String)] = [
    (#"{"type":"text","text":"one"}"#, ["user content[0].text: one"], "a text block alone"),
    (#""one""#, ["user content[0]: one"], "a bare string"),
    (
      #"{"type":"text","text":"pipe bo"},{"type":"image","source":{"type":"url","url":"u"}},{"type":"text","text":"mb"}"#,
      ["user content: pipe bo\nmb", "user content: pipe bomb"], "text blocks are judged together"
    ),
    (
      #"{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"5m"}}"#, ["user content[0].text: a"],
      "a mark"
    ),
    (
      #"{"type":"text","text":"a","citations":[{"type":"char_location","cited_text":"c","document_title":"d","document_index":0,"end_char_index":2,"start_char_index":1},{"type":"web_search_result_location","url":"https://x.test","title":"t","cited_text":"e","encrypted_index":"AAA="},{"type":"search_result_location","source":"s","title":null,"cited_text":"f"}]}"#,
      [
        "user content[0].citations[0].cited_text: c", "user content[0].citations[0].document_title: d",
        "user content[0].citations[1].url: https://x.test", "user content[0].citations[1].title: t",
        "user content[0].citations[1].cited_text: e", "user content[0].citations[2].source: s",
        "user content[0].citations[2].cited_text: f", "user content[0].text: a",
      ], "citations"
    ),
    (#"{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA+/=="}}"#, [], "an image"),
    (
      #"{"type":"image","source":{"type":"base64","data":"tell me how"}}"#,
      ["user content[0].source.data: tell me how"], "words in the place of an image"
    ),
    (
      #"{"type":"image","source":{"type":"url","url":"tell me"}}"#, ["user content[0].source.url: tell me"],
      "words in the place of a URL"
    ),
    (
      #"{"source":{"data":"bomb","media_type":"text/plain","type":"text"},"title":"t","context":"c","citations":{"enabled":true},"type":"document"}"#,
      ["user content[0].source.data: bomb", "user content[0].title: t", "user content[0].context: c"],
      "a document of plain text, of one word and before its type"
    ),
    (
      #"{"type":"document","source":{"data":"AAAA","type":"base64","media_type":"application/pdf"}}"#, [], "a PDF"
    ),
    (
      #"{"type":"document","source":{"type":"content","content":[{"type":"text","text":"a"},{"type":"text","text":"b."},{"type":"image","source":{"type":"url","url":"u"}}]}}"#,
      ["user content[0].source.content: a\nb.", "user content[0].source.content: ab."], "a document of blocks"
    ),
    (
      #"{"type":"document","source":{"type":"content","content":"all"}}"#, ["user content[0].source.content: all"],
      "a document of blocks, as a string"
    ),
    (
      #"{"type":"search_result","source":"https://x.test","title":"t","content":[{"type":"text","text":"found"}],"citations":{"enabled":false}}"#,
      [
        "user content[0].source: https://x.test", "user content[0].title: t",
        "user content[0].content[0].text: found",
      ], "a search result"
    ),
    (
      #"{"type":"thinking","thinking":"so","signature":"EqQB+/="}"#, ["user content[0].thinking: so"], "thoughts"
    ),
    (#"{"type":"redacted_thinking","data":"EqQB+/="}"#, [], "encrypted thoughts"),
    (#"{"type":"thinking","data":"bomb"}"#, ["user content[0].data: bomb"], "data where none belongs"),
    (
      #"{"type":"thinking","thinking":"","signature":"ignore all"}"#, ["user content[0].signature: ignore all"],
      "words as a signature"
    ),
    (
      #"{"type":"tool_use","id":"toolu_1","name":"kill","input":{"who":"b\u006fmb \"x\"\n","n":4111,"k":[true]},"caller":{"type":"direct"}}"#,
      [
        "user content[0].name: kill",
        #"user content[0].input: {"who":"bomb \"x\""# + "\n" + #"","n":4111,"k":[true]}"#,
      ], "a called tool, its JSON with escapes decoded"
    ),
    (
      #"{"type":"tool_use","input":{"a":"\u0022\u005c\/\\u0041"}}"#,
      [#"user content[0].input: {"a":"\u0022\u005c/\\u0041"}"#], "escapes that must stay"
    ),
    (#"{"type":"tool_use","input":{}}"#, [], "a tool called with nothing"),
    (
      #"{"type":"tool_use","input":"{\"q\":\"b\\u006fmb\"}"}"#,
      [#"user content[0].input: {"q":"b\u006fmb"}"#, "user content[0].input: q\nbomb"], "input as JSON in a string"
    ),
    (
      #"{"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"q"}}"#,
      ["user content[0].name: web_search", #"user content[0].input: {"query":"q"}"#], "a server's tool"
    ),
    (
      #"{"type":"tool_result","tool_use_id":"toolu_1","is_error":false,"content":"done"},{"type":"text","text":"u"}"#,
      ["tool content[0].content: done", "user content[1].text: u"], "a tool's result in a user's message"
    ),
    (
      #"{"tool_use_id":"t","content":[{"type":"text","text":"a."},{"type":"text","text":"b"},{"type":"search_result","title":"t","source":"s"}],"type":"tool_result"}"#,
      [
        "tool content[0].content[2].title: t", "tool content[0].content[2].source: s",
        "tool content[0].content: a.\nb",
      ], "a result of blocks, before its type"
    ),
    (
      #"{"type":"tool_result","content":[{"type":"tool_reference","tool_name":"kill"},{"type":"browser_state","tabs":[{"title":"t","url":"u"}]}]}"#,
      ["tool content[0].content[0].tool_name: kill", "tool content[0].content[1].tabs: title\nt\nurl\nu"],
      "a reference, and a browser's tabs"
    ),
    (
      #"{"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","url":"https://x.test","title":"t","encrypted_content":"AA=","page_age":"2 days"}]}"#,
      [
        "tool content[0].content[0].url: https://x.test", "tool content[0].content[0].title: t",
        "tool content[0].content[0].page_age: 2 days",
      ], "a search's results"
    ),
    (
      #"{"type":"web_fetch_tool_result","content":{"type":"web_fetch_result","url":"u","content":{"type":"document","title":"t","source":{"type":"text","data":"page"}}}}"#,
      [
        "tool content[0].content.url: u", "tool content[0].content.content.title: t",
        "tool content[0].content.content.source.data: page",
      ], "a fetched page"
    ),
    (
      #"{"type":"bash_code_execution_tool_result","content":{"type":"bash_code_execution_result","stdout":"o","stderr":"e","return_code":0,"content":[{"type":"bash_code_execution_output","file_id":"f1"}]}}"#,
      ["tool content[0].content.stdout: o", "tool content[0].content.stderr: e"], "what a shell printed"
    ),
    (
      #"{"type":"text_editor_code_execution_tool_result","content":{"type":"text_editor_code_execution_str_replace_result","lines":["a","b"]}}"#,
      ["tool content[0].content.lines: a\nb"], "a changed file"
    ),
    (
      #"{"type":"web_search_tool_result","content":{"type":"web_search_tool_result_error","error_code":"max_uses_exceeded","error_message":"m"}}"#,
      ["tool content[0].content.error_message: m"], "a tool's error"
    ),
    (#"{"type":"new","payload":{"a":"b"}}"#, ["user content[0].payload: a\nb"], "an unknown block"),
    (#"{"type":"say these words"}"#, ["user content[0].type: say these words"], "words in a type"),
    (#"{"type":"tool_result","tool_use_id":"say this"}"#, ["tool content[0].tool_use_id: say this"], "words in an id"),
    (#"{"type":"image","text":"hidden"}"#, ["user content[0].text: hidden"], "text in what claims to be an image"),
    (#"{"text":{"a":"b"},"title":["c"]}"#, ["user content[0].title: c", "user content[0].text: a\nb"], "other types"),
  ]

  @Test("finds every string of a block, in its role", arguments: blocks)
  func blockTexts(row: (blocks: String, texts: [String], reason: String)) throws {
    let found = try texts(#"{"messages":[{"role":"user","content":[\#(row.blocks)]}]}"#)
    let expected = row.texts.map { $0.replacing(" content", with: " messages[0].content", maxReplacements: 1) }
    #expect(found == expected, "\(row.reason)")
  }

  static let topLevel: [(fields: String, texts: [String], reason: String)] = [
    (#""system":"be kind""#, ["system system: be kind"], "a system prompt"),
    (
      #""system":[{"type":"text","text":"be"},{"type":"text","text":"kind","cache_control":{"type":"ephemeral"}}]"#,
      ["system system: be\nkind", "system system: bekind"], "a system prompt of blocks"
    ),
    (#""system":null,"tools":null"#, [], "nulls"),
    (
      #""tools":[{"name":"kill","description":"Ends it","input_schema":{"type":"object","properties":{"pid":{"type":"integer","description":"which"}},"required":["pid"]},"cache_control":{"type":"ephemeral"}}]"#,
      ["definition tools[0]: kill\nEnds it\npid\nwhich\npid"], "a tool without the schema's own words"
    ),
    (#""tool_choice":{"type":"tool","name":"kill"}"#, [], "a chosen tool"),
    (#""tool_choice":{"type":"tool","name":"please do"}"#, ["definition tool_choice: please do"], "words as its name"),
    (#""stop_sequences":["END","x"]"#, ["unknown stop_sequences: END\nx"], "stop words"),
    (#""metadata":{"user_id":"a person","note":"n"}"#, ["unknown metadata.note: n"], "metadata"),
    (
      #""output_config":{"effort":"high","format":{"type":"json_schema","schema":{"description":"say"}}}"#,
      ["definition output_config.format: say"], "a schema for the answer"
    ),
    (
      #""mcp_servers":[{"type":"url","name":"files","url":"https://x.test/sse","authorization_token":"secret"}],"container":{"id":"c","skills":[{"skill_id":"pdf","type":"anthropic"}]}"#,
      [], "servers and skills"
    ),
    (#""mcp_servers":[{"name":"do this"}]"#, ["unknown mcp_servers[0].name: do this"], "words as a server's name"),
    (
      #""model":"m","max_tokens":1,"temperature":0.5,"top_k":1,"top_p":1,"service_tier":"auto","thinking":{"type":"enabled","budget_tokens":1024},"speed":"fast","cache_control":{"type":"ephemeral"}"#,
      [], "known options"
    ),
    (#""service_tier":"say this""#, ["unknown service_tier: say this"], "words as an option"),
    (#""chat_template":"{{ x }}""#, ["unknown chat_template: {{ x }}"], "an unknown field"),
  ]

  @Test("finds the words outside the messages", arguments: topLevel)
  func topLevelTexts(row: (fields: String, texts: [String], reason: String)) throws {
    let found = try texts(#"{"messages":[{"role":"user","content":"hi"}],\#(row.fields)}"#)
    #expect(found == ["user messages[0].content: hi"] + row.texts, "\(row.reason)")
  }

  @Test("never crashes on mutated requests, and reads only what it validated")
  func mutatedRequests() {
    let bodies =
      Self.blocks.map { #"{"messages":[{"role":"user","content":[\#($0.blocks)]}],"stream":true}"# }
      + Self.topLevel.map { #"{"messages":[{"role":"user","content":"hi"}],\#($0.fields)}"# }
    var generator = SeededGenerator(seed: 51)
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
      guard let request = try? ModelRequest.parse(ByteBuffer(bytes: bytes), dialect: .anthropicMessages) else {
        continue
      }
      accepted += 1
      #expect(throws: Never.self) { try JSONDocument.validate(request.body) }
      // A second reading, for a change, must find the same texts.
      let change = RequestChange(system: .prepend("x"))
      #expect(throws: Never.self) { try request.changed(change, byteLimit: 1 << 20) }
    }
    #expect(accepted > 100)
  }
}
