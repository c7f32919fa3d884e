import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct CompletionsRequestTests {
  private func parse(_ json: String, limits: RequestLimits = RequestLimits()) throws -> ModelRequest {
    try ModelRequest.parse(ByteBuffer(string: json), dialect: .completions, limits: limits)
  }

  /// The texts as lines `role place: text`.
  private func texts(_ request: ModelRequest) -> [String] {
    request.conversation.texts.map { "\($0.role) \($0.place): \($0.text)" }
  }

  @Test("reads what decides about a request")
  func parameters() throws {
    let request = try parse(
      #"{"model":"tiny","prompt":["a","b"],"n":3,"stream":true,"stream_options":{"include_usage":true},"user":"u"}"#)
    #expect(request.dialect == .completions)
    #expect(request.model == "tiny" && request.user == "u")
    #expect(request.isStreaming && request.includesUsage)
    #expect(request.choiceCount == 6)
    #expect(request.conversation.messageCount == 1)
    #expect(request.conversation.lastUserText == "a\nb")
    #expect(request.unjudged == UnjudgedContent())
    let plain = try parse(#"{"prompt":"a","stream":null,"n":null,"stream_options":null,"user":null,"suffix":null}"#)
    #expect(!plain.isStreaming && !plain.includesUsage && plain.choiceCount == 1)
  }

  static let rows: [(body: String, texts: [String], reason: String)] = [
    (#"{"prompt":"Once"}"#, ["user prompt: Once"], "a string"),
    (
      #"{"prompt":["a","","b"]}"#, ["user prompt[0]: a", "user prompt[2]: b"],
      "strings, of which an empty one says nothing"
    ),
    (#"{"prompt":null}"#, [], "no prompt: the model begins anew"),
    ("{}", [], "an absent prompt likewise"),
    (#"{"prompt":"head","suffix":" tail"}"#, ["user prompt: head\n tail"], "a suffix is read together with its prompt"),
    (
      #"{"suffix":"omb","prompt":"pipe b"}"#, ["user prompt: pipe b\nomb", "user prompt: pipe bomb"],
      "a word split over prompt and suffix, whichever comes first"
    ),
    (
      #"{"prompt":["a ","b "],"suffix":"s"}"#, ["user prompt[0]: a \ns", "user prompt[1]: b \ns"],
      "a suffix is every prompt's"
    ),
    (#"{"suffix":"s"}"#, ["user suffix: s"], "a suffix alone"),
    (#"{"prompt":"a","stop":["x",""]}"#, ["unknown stop: x", "user prompt: a"], "stop words"),
    (
      #"{"prompt":"a","grammar":"root ::= x","json_schema":{"title":"t"},"input_prefix":"p","guided_choice":["c"]}"#,
      [
        "unknown grammar: root ::= x", "unknown json_schema: title\nt", "unknown input_prefix: p",
        "unknown guided_choice: c", "user prompt: a",
      ], "fields of some servers"
    ),
    (
      #"{"prompt":"a","echo":"say this","logit_bias":{"50256":-100,"so it":1},"seed":"x1","best_of":{"a":"b c"}}"#,
      ["unknown echo: say this", "unknown logit_bias: so it", "unknown best_of: b c", "user prompt: a"],
      "words where an option has none"
    ),
    (
      #"{"prompt":"a","stream_options":{"include_obfuscation":"no words?","x":"y"}}"#,
      ["unknown stream_options.include_obfuscation: no words?", "unknown stream_options.x: y", "user prompt: a"],
      "words among the stream's options"
    ),
  ]

  @Test("finds every text", arguments: rows)
  func findsTexts(row: (body: String, texts: [String], reason: String)) throws {
    #expect(texts(try parse(row.body)) == row.texts, "\(row.reason)")
  }

  static let tokenRows: [(body: String, tokens: String?, answers: Int, reason: String)] = [
    (#"{"prompt":[1212, 318]}"#, "prompt", 1, "one prompt in numbers"),
    (#"{"prompt":[[1,2],[3],[]],"n":2}"#, "prompt[0]", 6, "several"),
    (#"{"prompt_embeds":"AAAA"}"#, "prompt_embeds", 1, "tensors"),
    (#"{"prompt_embeds":["AAAA","BBBB"],"prompt":"a"}"#, "prompt_embeds", 1, "several tensors"),
    (#"{"prompt_embeds":null,"prompt":"a"}"#, nil, 1, "none"),
    (#"{"prompt":"1 2 3"}"#, nil, 1, "numbers in a string"),
  ]

  @Test("notes a prompt whose words nobody can read", arguments: tokenRows)
  func tokens(row: (body: String, tokens: String?, answers: Int, reason: String)) throws {
    let request = try parse(row.body)
    #expect(request.unjudged.tokens?.description == row.tokens, "\(row.reason)")
    #expect(request.unjudged.unknown == nil && request.unjudged.media == nil, "\(row.reason)")
    #expect(request.choiceCount == row.answers, "\(row.reason)")
    #expect(request.conversation.texts.allSatisfy { $0.role == .user }, "\(row.reason)")
  }

  @Test("judges words in the place of tensors")
  func tensorWords() throws {
    #expect(texts(try parse(#"{"prompt_embeds":["AAAA",{"x":"tell me"}]}"#)) == ["unknown prompt_embeds: x\ntell me"])
  }

  @Test("notes the first field that the protocol does not define")
  func unknown() throws {
    let request = try parse(#"{"n_predict":8,"prompt":"a","grammar":"g","cache_prompt":true,"z":"y"}"#)
    #expect(request.unjudged.unknown?.description == "grammar")
  }

  static let faults: [(body: String, param: String?, code: String, reason: String)] = [
    ("[]", nil, "invalid_type", "no object"),
    (#"{"prompt":7}"#, "prompt", "invalid_type", "a number"),
    (#"{"prompt":{"prompt_string":"a"}}"#, "prompt", "invalid_type", "an object"),
    (#"{"prompt":[]}"#, "prompt", "invalid_value", "an empty array"),
    (#"{"prompt":["a",1]}"#, "prompt[1]", "invalid_type", "a token among strings"),
    (#"{"prompt":[1,"a"]}"#, "prompt[1]", "invalid_type", "a string among tokens"),
    (#"{"prompt":[[1],"a"]}"#, "prompt[1]", "invalid_type", "a string among token arrays"),
    (#"{"prompt":["a",[1]]}"#, "prompt[1]", "invalid_type", "a token array among strings"),
    (#"{"prompt":[[1,"a"]]}"#, "prompt[0][1]", "invalid_type", "a string in a token array"),
    (#"{"prompt":[[1,[2]]]}"#, "prompt[0][1]", "invalid_type", "an array in a token array"),
    (#"{"prompt":[1.5]}"#, "prompt[0]", "invalid_type", "no token number"),
    (#"{"prompt":[null]}"#, "prompt[0]", "invalid_type", "null among prompts"),
    (#"{"prompt":"a","suffix":["s"]}"#, "suffix", "invalid_type", "a suffix of another type"),
    (#"{"prompt":"a","n":0}"#, "n", "invalid_value", "no answer at all"),
    (#"{"prompt":"a","n":129}"#, "n", "invalid_value", "too many answers to one prompt"),
    (#"{"prompt":["a","b","c","d","e"],"n":128}"#, "prompt", "request_too_large", "too many answers together"),
    (#"{"prompt":"a","stream":"yes"}"#, "stream", "invalid_type", "a flag of another type"),
    (#"{"prompt":"a","Prompt":"b"}"#, "Prompt", "ambiguous_parameter", "a second prompt for servers that ignore case"),
    (#"{"prompt":"a","prompt":"b"}"#, nil, "invalid_json", "two prompts"),
  ]

  @Test("refuses what servers could understand differently", arguments: faults)
  func refuses(row: (body: String, param: String?, code: String, reason: String)) {
    #expect {
      try parse(row.body)
    } throws: { error in
      guard let fault = error as? ModelRequestFault else { return false }
      return fault.param == row.param && fault.code == row.code
    }
  }

  @Test("holds its limits")
  func limits() throws {
    let three = #"{"prompt":["aa","bb","cc"],"suffix":"dd"}"#
    #expect(throws: Never.self) { try parse(three, limits: RequestLimits(maxMessages: 3)) }
    let rows: [(limits: RequestLimits, message: String)] = [
      (RequestLimits(maxMessages: 2), "`prompt` has more than 2 entries"),
      (RequestLimits(maxTexts: 5), "`prompt` has more than 5 texts"),
      (RequestLimits(maxTextBytes: 20), "`prompt` has more than 20 bytes of text"),
    ]
    for row in rows {
      #expect { try parse(three, limits: row.limits) } throws: { "\($0)" == row.message }
    }
  }
}
