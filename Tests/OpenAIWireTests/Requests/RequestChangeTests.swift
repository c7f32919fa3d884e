import NIOCore
import OpenAIWire
import Taxonomy
import Testing

@Suite struct RequestChangeTests {
  private let label = SecretRequest.label

  private func parse(_ json: String) throws -> ModelRequest { try ModelRequest.parse(ByteBuffer(string: json)) }

  private func change(_ request: ModelRequest, _ change: RequestChange, byteLimit: Int = 1 << 20) throws -> String {
    String(buffer: try request.changed(change, byteLimit: byteLimit).body)
  }

  /// The body after every occurrence of `hush` is redacted.
  private func hushed(_ json: String) throws -> String {
    let request = try parse(json)
    return try change(request, RequestChange(redactions: request.redactions(of: "hush")))
  }

  static let rows: [(body: String, expected: String, reason: String)] = [
    (
      #"{"messages":[{"role":"user","content":"say hush now"}], "x":1.50}"#,
      #"{"messages":[{"role":"user","content":"say [X_1] now"}], "x":1.50}"#, "a plain string"
    ),
    (
      #"{"messages":[{"role":"user","content":"hush hushhush"}]}"#,
      #"{"messages":[{"role":"user","content":"[X_1] [X_1][X_1]"}]}"#, "several, also side by side"
    ),
    (
      #"{"messages":[{"role":"user","content":"\ud83d\ude00\u0068\u0075sh\n\"\u00e9"}]}"#,
      #"{"messages":[{"role":"user","content":"\ud83d\ude00[X_1]\n\"\u00e9"}]}"#, "escapes go whole, others stay"
    ),
    (
      #"{"messages":[{"role":"user","content":[{"type":"text","text":"so hu"},{"type":"text","text":"sh, you"}]}]}"#,
      #"{"messages":[{"role":"user","content":[{"type":"text","text":"so [X_1]"},{"type":"text","text":", you"}]}]}"#,
      "split over two parts, that are judged joined"
    ),
    (
      #"{"messages":[{"role":"user","content":[{"type":"text","text":"hush"},{"type":"text","text":"ing"}]}]}"#,
      #"{"messages":[{"role":"user","content":[{"type":"text","text":"[X_1]"},{"type":"text","text":"ing"}]}]}"#,
      "found in both readings of the parts, taken out once"
    ),
    (
      #"{"messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":"{\"q\":\"a hush\",\"n\":1}"}}]}]}"#,
      #"{"messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":"{\"q\":\"a [X_1]\",\"n\":1}"}}]}]}"#,
      "in the arguments of a tool call"
    ),
    (
      #"{"messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":"{\"q\":\"h\\u0075sh\"}"}}]}]}"#,
      #"{"messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":"{\"q\":\"[X_1]\"}"}}]}]}"#,
      "behind an escape of the arguments' own JSON"
    ),
    (
      #"{"messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":"{\"h\\u0075sh\":1,\"q\":\"hush\"}"}}]}]}"#,
      #"{"messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":"{\"[X_1]\":1,\"q\":\"[X_1]\"}"}}]}]}"#,
      "in both readings of arguments, key and value"
    ),
    (
      #"{"messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":{"q":["hush","hus"]}}}]}]}"#,
      #"{"messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":{"q":["[X_1]","hus"]}}}]}]}"#,
      "arguments that are an object"
    ),
    (
      #"{"messages":[{"role":"user","x":{"hush":1,"and hush":{"hush":"hush"}}}]}"#,
      #"{"messages":[{"role":"user","x":{"[X_1]":1,"and [X_1] 2":{"[X_1] 3":"[X_1]"}}}]}"#,
      "keys of unknown fields, numbered so that they stay apart"
    ),
    (
      #"{"messages":[{"role":"hush","content":""}],"stop":["hush"],"tools":[{"description":"hush"}]}"#,
      #"{"messages":[{"role":"[X_1]","content":""}],"stop":["[X_1]"],"tools":[{"description":"[X_1]"}]}"#,
      "an unknown role, stop words, a definition"
    ),
  ]

  @Test("takes what was found out of every string that it stands in, and leaves every other byte", arguments: rows)
  func redacts(row: (body: String, expected: String, reason: String)) throws {
    #expect(try hushed(row.body) == row.expected, "\(row.reason)")
  }

  @Test("random requests become, byte for byte, what they are with labels for secrets")
  func randomRequests() throws {
    var random = SecretRequest(seed: 41)
    var redacted = 0
    for round in 0..<3_000 {
      let written = random.request()
      let request = try parse(written.body)
      var change = RequestChange()
      for secret in random.secrets {
        change.redactions.merge(request.redactions(of: secret)) { $0 + $1 }
      }
      // Every secret must be found somewhere, or the generator and the reader disagree.
      #expect(random.secrets.isEmpty || !change.isEmpty)
      redacted += random.secrets.count
      let changed = try request.changed(change, byteLimit: 1 << 20)
      #expect(String(buffer: changed.body) == written.expected, "round \(round): \(written.body)")
      let expected = try parse(written.expected)
      #expect(changed.conversation == expected.conversation)
      #expect(changed.model == request.model && changed.isStreaming == request.isStreaming)
    }
    #expect(redacted > 3_000)
  }

  @Test("any range of any string is replaced as it reads, whatever escapes it is written with")
  func randomRanges() throws {
    var random = RandomJSON(seed: 42)
    var generator = SeededGenerator(seed: 43)
    var changes = 0
    for _ in 0..<3_000 {
      let json = random.document()
      guard let chosen = random.words.indices.randomElement(using: &generator) else { continue }
      let request = try parse(#"{"zz":\#(json),"messages":[{"role":"user"}]}"#)
      let offset = random.words[..<chosen].reduce(0) { $0 + $1.utf8.count + 1 }
      let word = random.words[chosen]
      let first = Int.random(in: 0..<word.utf8.count, using: &generator)
      let range = first..<Int.random(in: first + 1...word.utf8.count, using: &generator)
      let change = RequestChange(
        redactions: [
          0: [TextRedaction(range: range.lowerBound + offset..<range.upperBound + offset, label: label)]
        ])
      let changed = try request.changed(change, byteLimit: 1 << 20)
      var words = random.words
      words[chosen] = word.replacing([(Self.widened(range, in: word), label.text)])
      #expect(changed.conversation.texts.map(\.text) == [words.joined(separator: "\n")], "\(json) \(range)")
      changes += 1
    }
    #expect(changes > 1_000)
  }

  /// The range with the whole of every character that it touches.
  private static func widened(_ range: Range<Int>, in text: String) -> Range<Int> {
    let bytes = Array(text.utf8)
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    while upper < bytes.count, bytes[upper] & 0xC0 == 0x80 { upper += 1 }
    return lower..<upper
  }

  @Test("ranges that overlap, repeat or are empty are one redaction or none")
  func overlapping() throws {
    let request = try parse(#"{"messages":[{"role":"user","content":"abcdefgh"}]}"#)
    let other = try #require(RedactionLabel("[Y]"))
    let rows: [(ranges: [TextRedaction], expected: String)] = [
      ([.init(range: 1..<4, label: label), .init(range: 3..<6, label: other)], "a[X_1]gh"),
      ([.init(range: 3..<6, label: other), .init(range: 1..<4, label: label)], "a[X_1]gh"),
      ([.init(range: 2..<3, label: label), .init(range: 2..<3, label: label)], "ab[X_1]defgh"),
      ([.init(range: 2..<3, label: label), .init(range: 3..<4, label: other)], "ab[X_1][Y]efgh"),
      ([.init(range: 2..<2, label: label)], "abcdefgh"),
    ]
    for row in rows {
      let changed = try request.changed(RequestChange(redactions: [0: row.ranges]), byteLimit: 1 << 20)
      #expect(changed.conversation.texts.map(\.text) == [row.expected])
    }
  }

  @Test("says of what stands in no string that it cannot be redacted")
  func unreachable() throws {
    let rows: [(body: String, range: Range<Int>, fault: RequestChangeFault, reason: String)] = [
      (
        #"{"messages":[{"role":"user","x":["a","b"]}]}"#, 1..<2, .unreachable(TextPlace(message: 0, path: "x")),
        "the line feed between two strings"
      ),
      (
        #"{"messages":[{"role":"user","function_call":{"arguments":"{\"a\":1}"}}]}"#, 0..<2,
        .unreachable(TextPlace(message: 0, path: "function_call.arguments")), "a bracket and a quote"
      ),
      (#"{"messages":[{"role":"user","content":"a"}]}"#, 0..<2, .noSuchText(index: 0), "beyond the text"),
    ]
    for row in rows {
      let request = try parse(row.body)
      let change = RequestChange(redactions: [0: [TextRedaction(range: row.range, label: label)]])
      #expect(throws: row.fault, "\(row.reason)") { try request.changed(change, byteLimit: 1 << 20) }
    }
    let request = try parse(#"{"messages":[{"role":"user","content":"a"}]}"#)
    let change = RequestChange(redactions: [1: [TextRedaction(range: 0..<1, label: label)]])
    #expect(throws: RequestChangeFault.noSuchText(index: 1)) { try request.changed(change, byteLimit: 1 << 20) }
  }

  @Test("two keys that would become one are a fault, not a request")
  func equalKeys() throws {
    let request = try parse(#"{"messages":[{"role":"user","x":{"[X_1]":1,"hush":2}}]}"#)
    let change = RequestChange(redactions: request.redactions(of: "hush"))
    #expect {
      try request.changed(change, byteLimit: 1 << 20)
    } throws: { error in
      guard case .unacceptable(let fault) = error as? RequestChangeFault else { return false }
      return fault.code == "invalid_json"
    }
  }

  @Test("what comes of a change is bounded")
  func bounded() throws {
    let body = #"{"messages":[{"role":"user","content":"aaaaaaaa"}]}"#
    let request = try parse(body)
    let change = RequestChange(redactions: request.redactions(of: "a"))
    let size = try self.change(request, change).utf8.count
    #expect(size == body.utf8.count + 8 * 4)
    #expect(throws: Never.self) { try request.changed(change, byteLimit: size) }
    #expect(throws: RequestChangeFault.tooLarge(limit: size - 1)) {
      try request.changed(change, byteLimit: size - 1)
    }
  }

  @Test("hostile requests with any ranges become a request or a fault")
  func hostile() {
    var random = SecretRequest(seed: 45)
    var generator = SeededGenerator(seed: 46)
    var outcomes = (changed: 0, faults: 0)
    for _ in 0..<6_000 {
      var bytes = Array(random.request().body.utf8)
      for _ in 0..<Int.random(in: 0...2, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = bytes[Int.random(in: 0..<bytes.count, using: &generator)]
      }
      guard let request = try? ModelRequest.parse(ByteBuffer(bytes: bytes)) else { continue }
      var change = RequestChange()
      for (index, text) in request.conversation.texts.enumerated() where Bool.random(using: &generator) {
        let size = text.text.utf8.count
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let start = Int.random(in: 0..<size, using: &generator)
          let end = Int.random(in: start...size, using: &generator)
          change.redactions[index, default: []].append(TextRedaction(range: start..<end, label: label))
        }
      }
      do throws(RequestChangeFault) {
        let changed = try request.changed(change, byteLimit: 1 << 20)
        outcomes.changed += 1
        #expect(changed.conversation.messageCount == request.conversation.messageCount)
      } catch {
        outcomes.faults += 1
        if case .tooLarge = error { Issue.record("\(error)") }
      }
    }
    #expect(outcomes.changed > 1_000 && outcomes.faults > 10)
  }
}
