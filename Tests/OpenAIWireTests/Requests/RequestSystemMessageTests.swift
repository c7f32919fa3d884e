import Foundation
import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct RequestSystemMessageTests {
  private func parse(_ json: String) throws -> ModelRequest { try ModelRequest.parse(ByteBuffer(string: json)) }

  private func change(_ request: ModelRequest, _ change: RequestChange) throws -> String {
    String(buffer: try request.changed(change, byteLimit: 1 << 20).body)
  }

  static let systemRows: [(body: String, prepended: String, replaced: String, reason: String)] = [
    (
      #"{"messages": [ {"role":"user","content":"u"} ]}"#,
      #"{"messages": [ {"role":"system","content":"S\"\n"},{"role":"user","content":"u"} ]}"#,
      #"{"messages": [ {"role":"system","content":"S\"\n"},{"role":"user","content":"u"} ]}"#, "no system message"
    ),
    (
      #"{"messages":[{"role":"system","content":"old"} , {"role":"user","content":"u"}],"x":1}"#,
      #"{"messages":[{"role":"system","content":"S\"\n"},{"role":"system","content":"old"} , {"role":"user","content":"u"}],"x":1}"#,
      #"{"messages":[{"role":"system","content":"S\"\n"} , {"role":"user","content":"u"}],"x":1}"#, "one, first"
    ),
    (
      #"{"messages":[{"role":"user"},{"role":"developer"},{"role":"assistant"} ,{"content":[],"role":"s\u0079stem"}]}"#,
      #"{"messages":[{"role":"system","content":"S\"\n"},{"role":"user"},{"role":"developer"},{"role":"assistant"} ,{"content":[],"role":"s\u0079stem"}]}"#,
      #"{"messages":[{"role":"system","content":"S\"\n"},{"role":"user"},{"role":"assistant"}]}"#,
      "several, one of them last, one with an escaped role"
    ),
    (
      #"{"messages":[{"role":"system"},{"role":"system"}]}"#,
      #"{"messages":[{"role":"system","content":"S\"\n"},{"role":"system"},{"role":"system"}]}"#,
      #"{"messages":[{"role":"system","content":"S\"\n"}]}"#, "nothing else"
    ),
  ]

  @Test("writes a system message before the others, or in the place of those that instruct", arguments: systemRows)
  func system(row: (body: String, prepended: String, replaced: String, reason: String)) throws {
    let request = try parse(row.body)
    #expect(try change(request, RequestChange(system: .prepend("S\"\n"))) == row.prepended, "\(row.reason)")
    #expect(try change(request, RequestChange(system: .replaceAll("S\"\n"))) == row.replaced, "\(row.reason)")
  }

  @Test("redactions and a system message go together, in random requests too")
  func combined() throws {
    var random = SecretRequest(seed: 44)
    for round in 0..<1_500 {
      let written = random.request()
      let request = try parse(written.body)
      let replaces = round % 2 == 0
      var change = RequestChange(system: replaces ? .replaceAll("be\u{2028}kind") : .prepend("be\u{2028}kind"))
      for secret in random.secrets { change.redactions.merge(request.redactions(of: secret)) { $0 + $1 } }
      let changed = try request.changed(change, byteLimit: 1 << 20)
      var tree = try Self.object(written.expected)
      let messages = try #require(tree["messages"] as? [[String: Any]])
      let kept = messages.filter { message in
        !replaces || message["role"] as? String != "system" && message["role"] as? String != "developer"
      }
      tree["messages"] = [["role": "system", "content": "be\u{2028}kind"]] + kept
      let found = try Self.object(String(buffer: changed.body))
      #expect(NSDictionary(dictionary: found) == NSDictionary(dictionary: tree), "round \(round): \(written.body)")
      #expect(changed.conversation.texts.first { $0.place.message == 0 }?.text == "be\u{2028}kind")
    }
  }

  private static func object(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }
}
