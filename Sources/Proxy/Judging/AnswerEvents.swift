import NIOCore
import OpenAIWire

/// Cuts the body of a streamed answer into its events, in either framing.
struct AnswerEvents {
  /// One event that says something.
  struct Event {
    var payload: ByteBuffer
    /// The bytes that came for it; nil where they hold more than the payload, which would reach the client unjudged.
    var verbatim: ByteBuffer?
    /// What the stream calls it.
    var name: String?
    /// Whether this is the mark at the end of OpenAI's streams.
    var isDone = false
  }

  private enum Parser {
    case serverSentEvents(EventStreamParser)
    case jsonLines(JSONLinesParser)
  }

  private var parser: Parser

  /// - Parameter limit: bytes of the longest event.
  init(_ framing: StreamFraming, limit: Int) {
    parser =
      switch framing {
      case .serverSentEvents: .serverSentEvents(EventStreamParser(maxEventBytes: limit))
      case .jsonLines: .jsonLines(JSONLinesParser(maxLineBytes: limit))
      }
  }

  mutating func append(_ bytes: ByteBuffer) {
    // A local copy that is put back would be copied in full: the parser is taken out of its place meanwhile.
    switch parser {
    case .serverSentEvents(var events):
      parser = .jsonLines(JSONLinesParser())
      events.append(bytes)
      parser = .serverSentEvents(events)
    case .jsonLines(var lines):
      parser = .jsonLines(JSONLinesParser())
      lines.append(bytes)
      parser = .jsonLines(lines)
    }
  }

  mutating func finish() {
    switch parser {
    case .serverSentEvents(var events):
      events.finish()
      parser = .serverSentEvents(events)
    case .jsonLines(var lines):
      lines.finish()
      parser = .jsonLines(lines)
    }
  }

  /// The next event that has a payload; nil when more bytes are needed, or at the end.
  mutating func next() throws(EventStreamFault) -> Event? {
    switch parser {
    case .serverSentEvents(var events):
      parser = .jsonLines(JSONLinesParser())
      defer { parser = .serverSentEvents(events) }
      while let event = try events.next() {
        // An event without data says nothing to a client; its comments would pass unjudged.
        guard event.data.readableBytes > 0 else { continue }
        let isPlain = event.isComplete && !event.hasOtherLines
        return Event(
          payload: event.data, verbatim: isPlain ? event.raw : nil, name: event.eventName, isDone: event.isDone)
      }
      return nil
    case .jsonLines(var lines):
      parser = .jsonLines(JSONLinesParser())
      defer { parser = .jsonLines(lines) }
      return try lines.next().map { Event(payload: $0) }
    }
  }
}
