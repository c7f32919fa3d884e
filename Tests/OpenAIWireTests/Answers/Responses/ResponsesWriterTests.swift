import Foundation
import NIOCore
import OpenAIWire
import Testing

@Suite struct ResponsesWriterTests {
  private let envelope = AnswerEnvelope(id: "resp_9", created: 1_760_000_000, model: "tiny")

  private func writer() -> any AnswerWriter { Dialect.responses.answerWriter(envelope) }

  private func scan(_ json: String, _ kind: AnswerDocument.Kind = .chunk) throws -> AnswerDocument {
    try AnswerDocument.scan(ByteBuffer(string: json), dialect: .responses, kind: kind)
  }

  private func object(_ json: ByteBuffer) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.readableBytesView)) as? [String: Any])
  }

  @Test("writes a refused answer that says the message, with zeros or upstream's usage")
  func refusedAnswer() throws {
    let body = writer().refusedAnswer("No \"way\"\n", choiceCount: 1, usage: nil)
    let document = try scan(String(buffer: body), .whole)
    #expect(document.id == "resp_9" && document.model == "tiny" && document.created == 1_760_000_000)
    #expect(document.choices[0].finishReason == "incomplete" && !document.hasError)
    #expect(document.choices[0].texts == [AnswerText(field: .content, text: "No \"way\"\n")])
    let tree = try object(body)
    #expect((tree["incomplete_details"] as? [String: String]) == ["reason": "content_filter"])
    #expect((tree["usage"] as? [String: Any])?["output_tokens"] as? Int == 0)
    let usage = ByteBuffer(string: #"{"input_tokens": 7.0}"#)
    let used = writer().refusedAnswer("No", choiceCount: 1, usage: usage)
    #expect(try scan(String(buffer: used), .whole).usageBytes == usage)
  }

  static let mine =
    #"{"id":"msg_filtered_9","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"No","annotations":[],"logprobs":[]}]}"#

  static let withheld: [(answer: String, expected: String, reason: String)] = [
    (
      #"{"id":"r", "x":1.50,"status" : "completed","output": [{"a":"b"}] ,"error":null,"incomplete_details":null,"completed_at":17,"output_text":"b","usage":{"total_tokens":3.0},"metadata":{"k":"v"}}"#,
      #"{"id":"r", "x":1.50,"status" : "incomplete","output": [\#(mine)] ,"error":null,"incomplete_details":{"reason":"content_filter"},"completed_at":null,"output_text":"No","usage":{"total_tokens":3.0},"metadata":{"k":"v"}}"#,
      "everything there"
    ),
    (
      #"{ "id":"r" }"#,
      #"{ "id":"r" ,"status":"incomplete","error":null,"incomplete_details":{"reason":"content_filter"},"output":[\#(mine)]}"#,
      "nothing there"
    ),
    (
      "{}",
      #"{"status":"incomplete","error":null,"incomplete_details":{"reason":"content_filter"},"output":[\#(mine)]}"#,
      "nothing at all"
    ),
    (
      #"{"error":{"message":"b"},"status":"failed","output":null,"incomplete_details":null}"#,
      #"{"error":null,"status":"incomplete","output":[\#(mine)],"incomplete_details":{"reason":"content_filter"}}"#,
      "an error that quotes the answer"
    ),
    (
      #"{"status":"completed","output":[],"error":null,"incomplete_details":null,"x":["b"],"y":[1.50],"truncation":"so b","metadata":{"k":["b"]},"user":"a b"}"#,
      #"{"status":"incomplete","output":[\#(mine)],"error":null,"incomplete_details":{"reason":"content_filter"},"x":null,"y":[1.50],"truncation":null,"metadata":null,"user":"a b"}"#,
      "words elsewhere, which may be what is withheld"
    ),
  ]

  @Test("withholds a whole answer, and leaves every other byte", arguments: withheld)
  func withholding(row: (answer: String, expected: String, reason: String)) throws {
    let document = try scan(row.answer, .whole)
    #expect(String(buffer: writer().withholding([0: "No"], in: document)) == row.expected, "\(row.reason)")
    #expect(writer().withholding([:], in: document) == document.bytes)
  }

  @Test("keeps nothing but the usage of an answer whose keys hold words")
  func wordsAsKey() throws {
    let document = try scan(#"{"tell me":1,"usage":{"total_tokens":3.0},"output":[]}"#, .whole)
    let usage = ByteBuffer(string: #"{"total_tokens":3.0}"#)
    let refused = writer().refusedAnswer("No", choiceCount: 1, usage: usage)
    #expect(writer().withholding([0: "No"], in: document) == refused)
  }

  @Test("writes a whole refused stream")
  func refusedStream() throws {
    let events = try SentEvents(writer().refusedStream("No"))
    #expect(
      events.types == [
        "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
        "response.output_text.delta", "response.output_text.done", "response.content_part.done",
        "response.output_item.done", "response.incomplete",
      ])
    #expect(events.numbers == Array(0..<9))
    try events.check(message: "No", released: [:])
    #expect((events.last["usage"] as? [String: Any])?["total_tokens"] as? Int == 0)
  }

  @Test("a cut after any event ends what is open with what was sent, then says the message")
  func cutAnywhere() throws {
    let upstream = ResponsesStream.events
    for count in 0..<upstream.count {
      var writer = writer()
      var sent = ByteBuffer()
      for event in upstream.prefix(count) {
        let document = try scan(event)
        writer.note(document, without: [])
        sent.writeImmutableBuffer(writer.event(document.bytes, type: document.eventType))
      }
      sent.writeImmutableBuffer(writer.cut(choice: 0, message: "No"))
      sent.writeImmutableBuffer(writer.end())
      let events = try SentEvents(sent)
      #expect(events.numbers == Array(0..<events.numbers.count), "cut after \(count)")
      try events.check(message: "No", released: events.deltas)
      #expect(events.last["id"] as? String == (count == 0 ? "resp_9" : "resp_1"))
      if count > 0 { #expect((events.last["metadata"] as? [String: String]) == ["a": "b"]) }
      let usage = try #require(events.last["usage"] as? [String: Any])
      #expect(usage["output_tokens"] as? Int ?? 0 > 0)
    }
  }

  @Test("keeps a call that was cut from looking complete")
  func cutCall() throws {
    let upstream = ResponsesStream.events
    let last = try #require(upstream.firstIndex { $0.contains(#""delta":"{\"pid\":""#) })
    var writer = writer()
    for event in upstream.prefix(last + 1) { writer.note(try scan(event), without: []) }
    let events = try SentEvents(writer.cut(choice: 0, message: "No"))
    #expect(events.types.first == "response.output_item.done")
    #expect(!events.types.contains("response.function_call_arguments.done"))
    let item = try #require(events.objects[0]["item"] as? [String: Any])
    #expect(item["status"] as? String == "incomplete" && item["arguments"] as? String == #"{"pid":"#)
    #expect(item["call_id"] as? String == "call_1" && item["name"] as? String == "kill")
  }

  @Test("says what was sent, not what came: texts after redaction")
  func redacted() throws {
    var writer = writer()
    for event in ResponsesStream.events.prefix(16) {
      let document = try scan(event)
      var changes: [AnswerTextEdits] = []
      for (index, text) in document.choices[0].texts.enumerated() {
        let edits = text.text.occurrences(of: "you").map { TextEdit(range: $0, replacement: "[X]") }
        if !edits.isEmpty { changes.append(AnswerTextEdits(choice: 0, text: index, edits: edits)) }
      }
      let edited = AnswerRendering.editing(document, changes)
      writer.note(try scan(String(buffer: edited)), without: [])
    }
    let ending = String(buffer: writer.cut(choice: 0, message: "No")) + String(buffer: writer.end())
    #expect(ending.contains("Hello [X]."))
    #expect(!ending.contains("Hello you."))
  }

  @Test("ends a stream of a server that writes neither indices nor numbers nor whole responses")
  func sparse() throws {
    let upstream = [
      #"{"type":"response.created","response":{"id":"r","object":"response","status":"in_progress"}}"#,
      #"{"type":"response.output_item.added","item":{"id":"rs","summary":[],"type":"reasoning","content":[],"encrypted_content":"","status":"in_progress"}}"#,
      #"{"type":"response.reasoning_text.delta","delta":"Hm.","item_id":"rs"}"#,
      #"{"type":"response.output_item.added","item":{"content":[],"id":"msg","role":"assistant","status":"in_progress","type":"message"}}"#,
      #"{"type":"response.content_part.added","item_id":"msg","part":{"type":"output_text","text":""}}"#,
      #"{"type":"response.output_text.delta","item_id":"msg","delta":"Hello"}"#,
      #"{"type":"response.output_item.added","item":{"type":"function_call","call_id":"fc_1","name":"f","arguments":"","status":"in_progress"}}"#,
      #"{"type":"response.function_call_arguments.delta","item_id":"fc_1","delta":"{"}"#,
    ]
    var writer = writer()
    for event in upstream { writer.note(try scan(event), without: []) }
    let cut = writer.cut(choice: 0, message: "No")
    let end = writer.end()
    let events = try SentEvents(ByteBuffer(string: String(buffer: cut) + String(buffer: end)))
    #expect(events.numbers == Array(8..<8 + events.numbers.count))
    let output = try #require(events.last["output"] as? [[String: Any]])
    #expect(output.map { $0["type"] as? String } == ["reasoning", "message", "function_call", "message"])
    #expect(output.map { $0["status"] as? String } == ["incomplete", "incomplete", "incomplete", "completed"])
    let document = try scan(
      try String(decoding: JSONSerialization.data(withJSONObject: events.last), as: UTF8.self), .whole)
    #expect(document.choices[0].texts.filter { $0.field == .content }.map(\.text) == ["Hello", "No"])
    #expect(document.choices[0].texts.filter { $0.field == .reasoning }.map(\.text) == ["Hm."])
    #expect(events.last["id"] as? String == "r" && events.last["status"] as? String == "incomplete")
  }

  @Test("writes upstream's usage where it was told, and counts events of text where it was not")
  func usage() throws {
    var writer = writer()
    for event in ResponsesStream.events.prefix(15) { writer.note(try scan(event), without: []) }
    var counted = writer
    _ = counted.cut(choice: 0, message: "No")
    let usage = try #require(try SentEvents(counted.end()).last["usage"] as? [String: Any])
    // Two of reasoning, two of content, and the one that is withheld.
    #expect(usage["output_tokens"] as? Int == 5)
    writer.note(
      try scan(#"{"type":"response.in_progress","response":{"usage":{"output_tokens":77}}}"#), without: [])
    _ = writer.cut(choice: 0, message: "No")
    #expect((try SentEvents(writer.end()).last["usage"] as? [String: Any])?["output_tokens"] as? Int == 77)
  }

  @Test("leaves nothing of an event whose only choice is cut, and the state of one whose words cannot be sent")
  func rests() throws {
    let delta = try scan(#"{"type":"response.output_text.delta","delta":"a"}"#)
    var idle = writer()
    #expect(idle.removing([0], from: delta) == nil)
    let nothing = idle.withoutTexts(delta)
    #expect(nothing == nil && idle.nextNumber == 0)
    let completed = try scan(try #require(ResponsesStream.events.last))
    var dropping = writer()
    let left = dropping.withoutTexts(completed)
    let rest = try SentEvents(try #require(left))
    #expect(dropping.nextNumber == ResponsesStream.events.count)
    #expect(rest.types == ["response.completed"])
    #expect(rest.last["status"] as? String == "completed" && (rest.last["output"] as? [Any])?.isEmpty == true)
    #expect((rest.last["usage"] as? [String: Any])?["total_tokens"] as? Int == 12)
  }

  @Test("numbers an error of the proxy's own after the events that were sent")
  func errors() throws {
    var writer = writer()
    for event in ResponsesStream.events.prefix(5) { writer.note(try scan(event), without: []) }
    let error = APIError.badGateway("gone")
    let events = try SentEvents(error.event(for: .responses, number: writer.nextNumber ?? 0))
    #expect(events.types == ["error"] && events.numbers == [5])
  }

  @Test("survives events in any order, and says the message once")
  func anyOrder() throws {
    var generator = SeededGenerator(seed: 91)
    let upstream = try ResponsesStream.events.map { try scan($0) }
    for round in 0..<400 {
      var writer = writer()
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        if let document = upstream.randomElement(using: &generator) { writer.note(document, without: []) }
      }
      let cut = writer.cut(choice: 0, message: "No way")
      let end = writer.end()
      let events = try SentEvents(ByteBuffer(string: String(buffer: cut) + String(buffer: end)))
      for event in events.objects {
        #expect(throws: Never.self) {
          try scan(String(decoding: JSONSerialization.data(withJSONObject: event), as: UTF8.self))
        }
      }
      let output = try #require(events.last["output"] as? [[String: Any]])
      let mine = output.filter { $0["id"] as? String == "msg_filtered_9" }
      #expect(mine.count == 1, "round \(round)")
      #expect(output.last?["id"] as? String == "msg_filtered_9", "round \(round)")
      #expect(events.types.last == "response.incomplete")
    }
  }
}
