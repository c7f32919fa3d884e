import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct EmbeddingsRequestTests {
  private func parse(_ json: String, limits: RequestLimits = RequestLimits()) throws -> ModelRequest {
    try ModelRequest.parse(ByteBuffer(string: json), dialect: .embeddings, limits: limits)
  }

  @Test("reads what decides about a request")
  func parameters() throws {
    let request = try parse(#"{"model":"tiny","input":["a","b"],"user":"u","dimensions":8,"encoding_format":"base64"}"#)
    #expect(request.dialect == .embeddings)
    #expect(request.model == "tiny" && request.user == "u")
    #expect(!request.isStreaming && request.choiceCount == 1)
    #expect(request.conversation.messageCount == 1)
    #expect(request.conversation.lastUserText == "a\nb")
    #expect(request.unjudged == UnjudgedContent())
  }

  static let rows: [(body: String, texts: [String], tokens: String?, reason: String)] = [
    (#"{"input":"How"}"#, ["user input: How"], nil, "a string"),
    (#"{"input":["a","","b"]}"#, ["user input[0]: a", "user input[2]: b"], nil, "strings"),
    (#"{"input":""}"#, [], nil, "an empty string says nothing"),
    (#"{"input":[1212, 318]}"#, [], "input", "token numbers"),
    (#"{"input":[[1],[2,3]]}"#, [], "input[0]", "several inputs in numbers"),
    (
      #"{"input":"a","messages":[{"content":"b"}],"encoding_format":"in words"}"#,
      ["user input: a", "unknown messages: content\nb", "unknown encoding_format: in words"], nil,
      "what the protocol does not define, and words where an option has none"
    ),
  ]

  @Test("finds every text", arguments: rows)
  func findsTexts(row: (body: String, texts: [String], tokens: String?, reason: String)) throws {
    let request = try parse(row.body)
    let texts = request.conversation.texts.map { "\($0.role) \($0.place): \($0.text)" }
    #expect(texts == row.texts, "\(row.reason)")
    #expect(request.unjudged.tokens?.description == row.tokens, "\(row.reason)")
  }

  @Test("notes the first field that the protocol does not define")
  func unknown() throws {
    let request = try parse(#"{"truncate_prompt_tokens":8,"input":"a","task":"search","x":"y"}"#)
    #expect(request.unjudged.unknown?.description == "task")
  }

  static let faults: [(body: String, param: String?, code: String, reason: String)] = [
    ("{}", "input", "missing_required_parameter", "no input"),
    (#"{"input":null}"#, "input", "invalid_type", "null"),
    (#"{"input":[]}"#, "input", "invalid_value", "an empty array"),
    (#"{"input":["a",1]}"#, "input[1]", "invalid_type", "a mixture"),
    (#"{"input":[{"text":"a"}]}"#, "input[0]", "invalid_type", "an object"),
    (#"{"input":"a","INPUT":"b"}"#, "INPUT", "ambiguous_parameter", "a second input for servers that ignore case"),
    ("7", nil, "invalid_type", "no object"),
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
  func limits() {
    #expect {
      try parse(#"{"input":["a","b"]}"#, limits: RequestLimits(maxMessages: 1))
    } throws: { "\($0)" == "`input` has more than 1 entries" }
    #expect {
      try parse(#"{"input":["a","b"]}"#, limits: RequestLimits(maxTexts: 1))
    } throws: { "\($0)" == "`input` has more than 1 texts" }
  }

  @Test("has no place for a policy's instructions: nothing is generated")
  func system() throws {
    let request = try parse(#"{"input":["a","b"]}"#)
    let changed = try request.changed(RequestChange(system: .replaceAll("S")), byteLimit: 1 << 16)
    #expect(changed.body == request.body)
  }

  @Test("random requests have every string in a text, and become what they are with labels for markers")
  func random() throws {
    var random = PlantedJSON(seed: 53)
    var planted = 0
    for round in 0..<2_000 {
      random.reset()
      let count = Int.random(in: 1...4, using: &random.generator)
      let inputs = (0..<count).map { _ in random.string() }.joined(separator: random.space() + ",")
      let body = random.object([
        #""input":\#(random.chance(3) ? random.string() : "[\(inputs)]")"#, #""model":"tiny""#,
        #""x_note":\#(random.value())"#, #""dimensions":\#(random.value())"#,
      ])
      let request = try parse(body)
      var change = RequestChange()
      for marker in random.markers where body.contains(marker) {
        let found = request.redactions(of: marker)
        #expect(found.count == 1, "round \(round): \(marker) of \(body)")
        change.redactions.merge(found) { $0 + $1 }
      }
      planted += change.redactions.count
      let changed = try request.changed(change, byteLimit: 1 << 20)
      #expect(String(buffer: changed.body) == random.redacted(body), "round \(round): \(body)")
    }
    #expect(planted > 1_000)
  }
}
