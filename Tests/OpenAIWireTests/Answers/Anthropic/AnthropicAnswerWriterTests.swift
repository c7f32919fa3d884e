import NIOCore
import OpenAIWire
import Testing

@Suite struct AnthropicAnswerWriterTests {
  private let envelope = AnswerEnvelope(id: "msg_1", created: 1, model: "m")

  private func writer() -> any AnswerWriter { Dialect.anthropicMessages.answerWriter(envelope) }

  private func scan(_ json: String, _ kind: AnswerDocument.Kind) throws -> AnswerDocument {
    try AnswerDocument.scan(ByteBuffer(string: json), dialect: .anthropicMessages, kind: kind)
  }

  /// The events of a stream, of which each must be called what its payload says.
  private func documents(_ stream: ByteBuffer) throws -> [AnswerDocument] {
    var parser = EventStreamParser()
    parser.append(stream)
    var documents: [AnswerDocument] = []
    while let event = try parser.next() {
      let document = try AnswerDocument.scan(event.data, dialect: .anthropicMessages, kind: .chunk)
      #expect(event.eventName == document.eventType)
      documents.append(document)
    }
    #expect(parser.pendingBytes == 0)
    return documents
  }

  @Test("writes a refused message")
  func refusedAnswer() {
    #expect(
      String(buffer: writer().refusedAnswer("No \"way\"\n", choiceCount: 3, usage: nil))
        == #"{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"No \"way\"\n"}],"stop_reason":"refusal","stop_sequence":null,"usage":{"input_tokens":0,"output_tokens":0}}"#
    )
    let usage = ByteBuffer(string: #"{"input_tokens": 7.0}"#)
    #expect(
      String(buffer: writer().refusedAnswer("No", choiceCount: 1, usage: usage)).hasSuffix(
        #""usage":{"input_tokens": 7.0}}"#))
  }

  static let withheld: [(json: String, expected: String, reason: String)] = [
    (
      #"{"id":"up", "type":"message","role":"assistant","model":"big","content" : [{"type":"text","text":"bad"},{"type":"tool_use","name":"n","input":{}}],"stop_reason": "tool_use","stop_sequence":"bad","x":1.50,"y":"bad","z":{"a":[null]},"container":{"id":"c"},"usage":{"input_tokens": 3}}"#,
      #"{"id":"up", "type":"message","role":"assistant","model":"big","content" : [{"type":"text","text":"No"}],"stop_reason": "refusal","stop_sequence":null,"x":1.50,"y":null,"z":null,"container":{"id":"c"},"usage":{"input_tokens": 3}}"#,
      "all but words survives"
    ),
    (
      #"{"content":[],"stop_details":{"explanation":"bad"}}"#,
      #"{"stop_reason":"refusal","content":[{"type":"text","text":"No"}],"stop_details":null}"#, "no reason to replace"
    ),
    (
      #"{"type":"error","error":{"message":"bad"}}"#,
      #"{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"No"}],"stop_reason":"refusal","stop_sequence":null,"usage":{"input_tokens":0,"output_tokens":0}}"#,
      "an error"
    ),
    (
      #"{"id":"up","role":"so bad","content":[]}"#,
      #"{"id":"up","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"No"}],"stop_reason":"refusal","stop_sequence":null,"usage":{"input_tokens":0,"output_tokens":0}}"#,
      "words as a role"
    ),
  ]

  @Test("withholds what a message says and keeps what is known of it", arguments: withheld)
  func withholding(row: (json: String, expected: String, reason: String)) throws {
    let document = try scan(row.json, .whole)
    #expect(String(buffer: writer().withholding([0: "No"], in: document)) == row.expected, "\(row.reason)")
    #expect(writer().withholding([:], in: document) == document.bytes)
  }

  @Test("writes a refused stream")
  func refusedStream() throws {
    let stream = writer().refusedStream("No")
    #expect(
      String(buffer: stream)
        == [
          "event: message_start",
          #"data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"output_tokens":0}}}"#,
          "", "event: content_block_start",
          #"data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#, "",
          "event: content_block_delta",
          #"data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"No"}}"#, "",
          "event: content_block_stop", #"data: {"type":"content_block_stop","index":0}"#, "", "event: message_delta",
          #"data: {"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null},"usage":{"output_tokens":0}}"#,
          "", "event: message_stop", #"data: {"type":"message_stop"}"#, "", "",
        ].joined(separator: "\n"))
  }

  @Test("a stream that is cut anywhere ends as streams do, with the message as a block of its own")
  func cuts() throws {
    var generator = SeededGenerator(seed: 64)
    for round in 0..<600 {
      let events = AnthropicMessageScript(&generator).events(&generator)
      var writer = writer()
      var stream = ByteBuffer()
      var released = 0
      for event in events.prefix(Int.random(in: 0..<events.count - 1, using: &generator)) {
        let document = try scan(event, .chunk)
        writer.note(document, without: [])
        stream.writeImmutableBuffer(writer.event(document.bytes, type: document.eventType))
        if !document.choices[0].texts.isEmpty { released += 1 }
      }
      stream.writeImmutableBuffer(writer.cut(choice: 0, message: "No"))
      stream.writeImmutableBuffer(writer.end())
      let documents = try documents(stream)
      try check(documents, round)
      let last = try #require(documents.dropLast().last)
      #expect(last.choices[0].finishReason == "refusal")
      let tokens = max(released, documents.count > 6 ? 1 : 0)
      let usage = last.usageBytes.map { String(buffer: $0) } ?? ""
      #expect(usage == #"{"output_tokens":\#(tokens)}"# || usage == #"{"output_tokens":\#(max(1, released))}"#)
      #expect(documents.flatMap { $0.choices[0].texts }.last?.text == "No")
    }
  }

  /// Each block begins once, in order, and ends once; nothing follows the end.
  private func check(_ documents: [AnswerDocument], _ round: Int) throws {
    var open: Set<Int> = []
    var next = 0
    #expect(documents.map(\.eventType).filter { $0 == "message_start" }.count == 1, "round \(round)")
    #expect(documents.first?.eventType == "message_start" && documents.last?.eventType == "message_stop")
    for document in documents {
      let payload = String(buffer: document.bytes)
      let index = payload.firstMatch(of: /"index":(\d+)/).flatMap { Int($0.output.1) }
      switch document.eventType {
      case "content_block_start":
        #expect(index == next, "round \(round)")
        open.insert(next)
        next += 1
      case "content_block_delta": #expect(open.contains(try #require(index)), "round \(round)")
      case "content_block_stop": #expect(open.remove(try #require(index)) != nil, "round \(round)")
      default: break
      }
    }
    #expect(open.isEmpty, "round \(round)")
  }

  @Test("ends all open blocks, where upstream has several open at once")
  func severalOpen() throws {
    var writer = writer()
    for event in [
      #"{"type":"message_start","message":{}}"#, #"{"type":"content_block_start","index":0,"content_block":{}}"#,
      #"{"type":"content_block_start","index":1,"content_block":{}}"#,
    ] { writer.note(try scan(event, .chunk), without: []) }
    let events = try documents(writer.cut(choice: 0, message: "No"))
    #expect(events.map(\.choices[0].finishedParts) == [[0], [1], [], [], [2], []])
  }

  static let emptied: [(json: String, expected: String?, reason: String)] = [
    (
      #"{"type":"message_delta","x":"bad","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":5}}"#,
      #"{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}"#,
      "the end, with its usage"
    ),
    (
      #"{"type":"content_block_start","index":3,"content_block":{"type":"new","x":"bad"}}"#,
      #"{"type":"content_block_start","index":3,"content_block":{"type":"text","text":""}}"#,
      "a block, which later events speak of"
    ),
    (#"{"type":"content_block_stop","index":3,"x":"bad"}"#, #"{"type":"content_block_stop","index":3}"#, "its end"),
    (#"{"type":"content_block_delta","index":3,"delta":{"text":"bad"}}"#, nil, "text"),
    (#"{"type":"new","x":"bad"}"#, nil, "an unknown event"),
  ]

  @Test("keeps of an event whose texts cannot be sent what the client must know", arguments: emptied)
  func withoutTexts(row: (json: String, expected: String?, reason: String)) throws {
    let document = try scan(row.json, .chunk)
    let found = try writer().rest(of: document).map(documents)?.map { String(buffer: $0.bytes) }
    #expect(found == row.expected.map { [$0] }, "\(row.reason)")
    #expect(writer().removing([0], from: document) == nil)
  }
}
