import NIOCore
import OpenAIWire
import Testing

@Suite struct EventStreamParserTests {
  /// An event as comparable values.
  private struct Seen: Equatable, CustomStringConvertible {
    var raw: String
    var data: String
    var name: String?
    var hasData = true
    var hasOtherLines = false
    var isComplete = true

    init(
      _ raw: String, data: String, name: String? = nil, hasData: Bool = true, hasOtherLines: Bool = false,
      isComplete: Bool = true
    ) {
      self.raw = raw
      self.data = data
      self.name = name
      self.hasData = hasData
      self.hasOtherLines = hasOtherLines
      self.isComplete = isComplete
    }

    init(_ event: ServerSentEvent) {
      self.init(
        String(buffer: event.raw), data: String(buffer: event.data), name: event.eventName, hasData: event.hasData,
        hasOtherLines: event.hasOtherLines, isComplete: event.isComplete)
    }

    var description: String { "\(raw.debugDescription) -> \(data.debugDescription) \(isComplete)" }
  }

  /// All events of a stream that comes in the given pieces.
  private func events(_ pieces: [ByteBuffer], maxEventBytes: Int = 1 << 20) throws -> [ServerSentEvent] {
    var parser = EventStreamParser(maxEventBytes: maxEventBytes)
    var events: [ServerSentEvent] = []
    for piece in pieces {
      parser.append(piece)
      while let event = try parser.next() { events.append(event) }
    }
    parser.finish()
    while let event = try parser.next() { events.append(event) }
    #expect(try parser.next() == nil)
    return events
  }

  private func seen(_ stream: String) throws -> [Seen] { try events([ByteBuffer(string: stream)]).map(Seen.init) }

  @Test("cuts a stream of OpenAI chunks")
  func plainStream() throws {
    let found = try seen("data: {\"a\":1}\n\ndata: {\"b\":2}\n\ndata: [DONE]\n\n")
    #expect(
      found == [
        Seen("data: {\"a\":1}\n\n", data: "{\"a\":1}"), Seen("data: {\"b\":2}\n\n", data: "{\"b\":2}"),
        Seen("data: [DONE]\n\n", data: "[DONE]"),
      ])
    #expect(try events([ByteBuffer(string: "data: [DONE]\n\n")]).map(\.isDone) == [true])
    #expect(try events([ByteBuffer(string: "data: [DONE!\n\n")]).map(\.isDone) == [false])
  }

  @Test("follows the standard's rules for lines and fields")
  func rules() throws {
    let rows: [(stream: String, events: [Seen], reason: String)] = [
      ("data:x\n\n", [Seen("data:x\n\n", data: "x")], "no space after the colon"),
      ("data:  x\n\n", [Seen("data:  x\n\n", data: " x")], "only one space is dropped"),
      ("data: a\r\n\r\n", [Seen("data: a\r\n\r\n", data: "a")], "CRLF"),
      ("data: a\r\rdata: b\r\r", [Seen("data: a\r\r", data: "a"), Seen("data: b\r\r", data: "b")], "bare CR"),
      (
        "data: a\r\n\rdata: b\n\r\n", [Seen("data: a\r\n\r", data: "a"), Seen("data: b\n\r\n", data: "b")], "mixed ends"
      ),
      (
        "data: a\ndata: b\r\ndata\rdata:c\n\n", [Seen("data: a\ndata: b\r\ndata\rdata:c\n\n", data: "a\nb\n\nc")],
        "several data lines"
      ),
      ("data\n\n", [Seen("data\n\n", data: "")], "a data line without colon is an event"),
      ("event: error\ndata: x\n\n", [Seen("event: error\ndata: x\n\n", data: "x", name: "error")], "an event name"),
      (
        "event: a\nevent: b\ndata: x\n\n", [Seen("event: a\nevent: b\ndata: x\n\n", data: "x", name: "b")],
        "the last name counts"
      ),
      (
        ": note\nid: 7\ndata: x\n\n", [Seen(": note\nid: 7\ndata: x\n\n", data: "x", hasOtherLines: true)],
        "a comment and an id"
      ),
      (
        ": ping\n\ndata: x\n\n",
        [Seen(": ping\n\n", data: "", hasData: false, hasOtherLines: true), Seen("data: x\n\n", data: "x")],
        "a keep-alive passes at once"
      ),
      ("\n\r\n\ndata: x\n\n", [Seen("\n\r\n\ndata: x\n\n", data: "x")], "blank lines belong to the event after them"),
      ("\u{FEFF}data: x\n\n", [Seen("\u{FEFF}data: x\n\n", data: "x")], "a byte order mark at the start"),
      (
        "data: x\n\n\u{FEFF}data: y\n\n",
        [
          Seen("data: x\n\n", data: "x"),
          Seen("\u{FEFF}data: y\n\n", data: "", hasData: false, hasOtherLines: true),
        ], "a byte order mark elsewhere is part of the field's name"
      ),
      (
        "Data: x\ndata : y\ndatax: z\n data: w\n\n",
        [Seen("Data: x\ndata : y\ndatax: z\n data: w\n\n", data: "", hasData: false, hasOtherLines: true)],
        "names are exact"
      ),
      ("data: x\n", [Seen("data: x\n", data: "x", isComplete: false)], "no blank line at the end"),
      ("data: x", [Seen("data: x", data: "x", isComplete: false)], "no line end at the end"),
      ("data: x\r\n\r", [Seen("data: x\r\n\r", data: "x")], "a CR at the very end ends the line"),
      (
        "data: x\n\n\n", [Seen("data: x\n\n", data: "x"), Seen("\n", data: "", hasData: false, isComplete: false)],
        "a line feed too many"
      ),
      ("", [], "nothing"),
    ]
    for row in rows { #expect(try seen(row.stream) == row.events, "\(row.reason)") }
  }

  @Test("hands out slices of what came, without a copy")
  func slices() throws {
    let stream = ByteBuffer(string: "data: {\"a\":1}\n\ndata: {\"b\":2}\n\n")
    var parser = EventStreamParser()
    parser.append(stream)
    let address = { (buffer: ByteBuffer) in buffer.withUnsafeReadableBytes { UInt(bitPattern: $0.baseAddress) } }
    let first = try #require(try parser.next())
    let second = try #require(try parser.next())
    #expect(address(first.raw) == address(stream))
    #expect(address(second.raw) == address(stream) + 15)
    #expect(address(second.data) == address(stream) + 21)
    #expect(parser.pendingBytes == 0)
  }

  static let streams: [String] = [
    ": start\r\n\r\nevent: a\r\ndata: ä😀\r\ndata: two\r\n\r\ndata: x\n\ndata: y\r\rdata: z\n\r\ndata: [DONE]\r\n\r\n",
    "\u{FEFF}data: é\r\rdata\rdata: 漢字\r\n\ndata: end",
    "\r\r\n\n\rdata:\u{FEFF}\r\n\r\n\r\r",
    "\u{FEFF}",
    "data: a\r",
  ]

  @Test("gives the same events for any two cuts of the stream", arguments: streams)
  func everyCut(stream: String) throws {
    let bytes = Array(stream.utf8)
    let whole = try events([ByteBuffer(bytes: bytes)])
    #expect(whole.map { String(buffer: $0.raw) }.joined() == stream)
    for first in 0...bytes.count {
      for second in first...bytes.count {
        let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]].map { ByteBuffer(bytes: $0) }
        #expect(try events(pieces) == whole, "cut at \(first) and \(second)")
      }
    }
    #expect(try events(bytes.map { ByteBuffer(bytes: [$0]) }) == whole, "byte by byte")
  }

  @Test("gives the same events for random cuts of random streams")
  func randomCuts() throws {
    var generator = SeededGenerator(seed: 5)
    let tokens = [
      "data: ", "data:", "data", "event: ", "id: 1", ": note", "\n", "\n", "\r\n", "\r\n", "\r", "{\"a\":\"ü\"}", "x",
      " ",
      "\u{FEFF}", "😀", "漢", "\n\n", "\r\n\r\n", "a long value with more than sixteen bytes",
    ]
    for _ in 0..<3_000 {
      let count = Int.random(in: 0..<40, using: &generator)
      let stream = (0..<count).map { _ in tokens.randomElement(using: &generator) ?? "" }.joined()
      let bytes = Array(stream.utf8)
      let whole = try events([ByteBuffer(bytes: bytes)])
      #expect(whole.map { String(buffer: $0.raw) }.joined() == stream)
      var pieces: [ByteBuffer] = []
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + Int.random(in: 1...9, using: &generator))
        pieces.append(ByteBuffer(bytes: bytes[start..<end]))
        start = end
      }
      #expect(try events(pieces) == whole, "\(stream.debugDescription)")
    }
  }

  @Test("bounds an event, and says so at the same event for any cut")
  func bounds() throws {
    let fits = "data: 12345\n\n"
    #expect(try events([ByteBuffer(string: fits)], maxEventBytes: 13).count == 1)
    let stream = Array((fits + "data: 123456\n\n").utf8)
    for cut in 0...stream.count {
      var parser = EventStreamParser(maxEventBytes: 13)
      var count = 0
      #expect(throws: EventStreamFault.eventTooLarge(limit: 13)) {
        for piece in [stream[..<cut], stream[cut...]] {
          parser.append(ByteBuffer(bytes: piece))
          while try parser.next() != nil { count += 1 }
        }
      }
      #expect(count == 1)
    }
  }

  @Test("takes a long event byte by byte")
  func longEvent() throws {
    let value = String(repeating: "x", count: 200_000)
    var parser = EventStreamParser()
    let one = ByteBuffer(string: "x")
    parser.append(ByteBuffer(string: "data: "))
    for _ in 0..<200_000 {
      parser.append(one)
      #expect(try parser.next() == nil)
    }
    parser.append(ByteBuffer(string: "\n\n"))
    #expect(try parser.next().map { String(buffer: $0.data) } == value)
  }
}
