import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct AnthropicChangeTests {
  private func parse(_ json: String) throws -> ModelRequest {
    try ModelRequest.parse(ByteBuffer(string: json), dialect: .anthropicMessages)
  }

  private func change(_ request: ModelRequest, _ change: RequestChange) throws -> String {
    String(buffer: try request.changed(change, byteLimit: 1 << 20).body)
  }

  static let systemRows: [(body: String, prepended: String, replaced: String, reason: String)] = [
    (
      #"{ "messages":[{"role":"user"}]}"#, #"{"system":"S\"", "messages":[{"role":"user"}]}"#,
      #"{"system":"S\"", "messages":[{"role":"user"}]}"#, "no system prompt"
    ),
    (
      #"{"system":null,"messages":[{"role":"user"}]}"#, #"{"system":"S\"","messages":[{"role":"user"}]}"#,
      #"{"system":"S\"","messages":[{"role":"user"}]}"#, "null"
    ),
    (
      #"{"messages":[{"role":"user"}],"system" : "old"}"#,
      #"{"messages":[{"role":"user"}],"system" : "S\"\n\nold"}"#, #"{"messages":[{"role":"user"}],"system" : "S\""}"#,
      "a string"
    ),
    (
      #"{"system":[ ],"messages":[{"role":"user"}]}"#,
      #"{"system":[{"type":"text","text":"S\""} ],"messages":[{"role":"user"}]}"#,
      #"{"system":"S\"","messages":[{"role":"user"}]}"#, "no blocks"
    ),
    (
      #"{"system":[ {"type":"text","text":"a","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user"}]}"#,
      #"{"system":[{"type":"text","text":"S\""}, {"type":"text","text":"a","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user"}]}"#,
      #"{"system":"S\"","messages":[{"role":"user"}]}"#, "blocks"
    ),
    (
      #"{"messages":[{"role":"user"}, {"role":"system","content":"x"}]}"#,
      #"{"system":"S\"","messages":[{"role":"user"}, {"role":"system","content":"x"}]}"#,
      #"{"system":"S\"","messages":[{"role":"user"}]}"#, "a message that instructs"
    ),
  ]

  @Test("writes a system prompt before the app's own, or in its place", arguments: systemRows)
  func system(row: (body: String, prepended: String, replaced: String, reason: String)) throws {
    let request = try parse(row.body)
    #expect(try change(request, RequestChange(system: .prepend("S\""))) == row.prepended, "\(row.reason)")
    #expect(try change(request, RequestChange(system: .replaceAll("S\""))) == row.replaced, "\(row.reason)")
  }

  static let redactions: [(content: String, expected: String, reason: String)] = [
    (
      #"{"type":"text","text":"so hu"},{"type":"text","text":"sh, you"}"#,
      #"{"type":"text","text":"so [X_1]"},{"type":"text","text":", you"}"#, "split over two blocks"
    ),
    (
      #"{"type":"tool_use","name":"hush","input":{"q":"a h\u0075sh b","n":[ "\ud83d\ude00hush\""] ,"hush":1}}"#,
      #"{"type":"tool_use","name":"[X_1]","input":{"q":"a [X_1] b","n":[ "\ud83d\ude00[X_1]\""] ,"[X_1]":1}}"#,
      "in a tool's input, behind escapes and as a key"
    ),
    (
      #"{"type":"tool_result","content":[{"type":"document","title":"hush","source":{"type":"text","data":"hush"}}]}"#,
      #"{"type":"tool_result","content":[{"type":"document","title":"[X_1]","source":{"type":"text","data":"[X_1]"}}]}"#,
      "in a document of a result"
    ),
  ]

  @Test("takes what was found out of the strings that it stands in", arguments: redactions)
  func redacts(row: (content: String, expected: String, reason: String)) throws {
    let request = try parse(#"{"messages":[{"role":"user","content":[\#(row.content)]}]}"#)
    let changed = try change(request, RequestChange(redactions: request.redactions(of: "hush")))
    #expect(changed == #"{"messages":[{"role":"user","content":[\#(row.expected)]}]}"#, "\(row.reason)")
  }

  @Test("a number of a tool's input becomes a string as a whole")
  func numbers() throws {
    let request = try parse(
      #"{"messages":[{"role":"assistant","content":[{"type":"tool_use","input":{"card": 4111222233334444 }}]}]}"#)
    let changed = try change(request, RequestChange(redactions: request.redactions(of: "2222")))
    #expect(changed.contains(#"{"card": "[X_1]" }"#))
  }

  @Test("random requests become, byte for byte, what they are with labels for secrets")
  func randomRequests() throws {
    var writer = SecretWriter(seed: 52)
    var found = 0
    for round in 0..<2_000 {
      writer.forget()
      let body = AnthropicBodies.request(&writer)
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
}
