import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct ModerationsRequestTests {
  private func parse(_ json: String, limits: RequestLimits = RequestLimits()) throws -> ModelRequest {
    try ModelRequest.parse(ByteBuffer(string: json), dialect: .moderations, limits: limits)
  }

  static let rows: [(input: String, texts: [String], moderated: [[Int]], reason: String)] = [
    (#""How""#, ["user input: How"], [[0]], "a string"),
    (#""""#, [], [[]], "an empty string is an input too"),
    (#"["a","","b"]"#, ["user input[0]: a", "user input[2]: b"], [[0], [], [1]], "strings, a result each"),
    (#"[{"type":"text","text":"a"}]"#, ["user input[0].text: a"], [[0]], "a text part"),
    (
      #"[{"type":"text","text":"pipe b"},{"type":"text","text":"omb"}]"#,
      ["user input: pipe b\nomb", "user input: pipe bomb"], [[0, 1]], "text parts are judged together, a result for all"
    ),
    (
      #"[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA"}}]"#,
      ["user input[0].text: a"], [[0]], "text beside an image"
    ),
    (#"[{"type":"image_url","image_url":{"url":"https://a/b.png"}}]"#, [], [[]], "an image alone"),
    (
      #"[{"type":"image_url","image_url":{"url":"say this"}},{"type":"text","text":"a","x":"y"}]"#,
      ["user input[0].image_url.url: say this", "user input[1].x: y", "user input[1].text: a"], [[0, 1, 2]],
      "words in the place of an image, and a field that the protocol does not define"
    ),
  ]

  @Test("finds every text, and the result that it belongs to", arguments: rows)
  func findsTexts(row: (input: String, texts: [String], moderated: [[Int]], reason: String)) throws {
    let request = try parse(#"{"model":"omni-moderation-latest","input":\#(row.input)}"#)
    let texts = request.conversation.texts.map { "\($0.role) \($0.place): \($0.text)" }
    #expect(texts == row.texts, "\(row.reason)")
    #expect(request.moderated == row.moderated, "\(row.reason)")
    #expect(request.choiceCount == row.moderated.count, "\(row.reason)")
    #expect(request.conversation.messageCount == row.moderated.count, "\(row.reason)")
    #expect(request.model == "omni-moderation-latest" && request.dialect == .moderations)
  }

  @Test("notes what cannot be judged, and what the protocol does not define")
  func unjudged() throws {
    let image = try parse(
      #"{"input":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://a/b.png"}}]}"#)
    #expect(image.unjudged.media?.description == "input[1].image_url")
    #expect(image.unjudged.unknown == nil)
    let unknown = try parse(#"{"x":"y","input":"a"}"#)
    #expect(unknown.unjudged.unknown?.description == "x")
    #expect(unknown.moderated == [[1]], "it belongs to no result")
  }

  static let faults: [(body: String, param: String?, code: String, reason: String)] = [
    ("{}", "input", "missing_required_parameter", "no input"),
    (#"{"input":null}"#, "input", "invalid_type", "null"),
    (#"{"input":[]}"#, "input", "invalid_value", "an empty array"),
    (#"{"input":[1,2]}"#, "input[0]", "invalid_type", "token numbers"),
    (#"{"input":[["a"]]}"#, "input[0]", "invalid_type", "an array of arrays"),
    (#"{"input":["a",{"type":"text","text":"b"}]}"#, "input[1]", "invalid_type", "a part among strings"),
    (#"{"input":[{"type":"text","text":"b"},7]}"#, "input[1]", "invalid_type", "a number among parts"),
    (#"{"input":"a","model":7}"#, "model", "invalid_type", "a model of another type"),
    (#"{"input":"a","Input":"b"}"#, "Input", "ambiguous_parameter", "a second input"),
  ]

  @Test("refuses what is no moderation", arguments: faults)
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
  }
}
