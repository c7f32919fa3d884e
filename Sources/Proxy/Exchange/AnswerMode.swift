import NIOCore
import OpenAIWire

/// How upstream's answer is handed to the client.
enum AnswerMode {
  /// No answer yet. Becomes any other.
  case awaited
  /// Handed through as it comes: nothing of it is judged.
  case passing(PassingAnswer)
  /// Held, judged and released or cut by an `AnswerModerator`.
  case moderated
  /// Nothing more is sent. Final.
  case over
}

/// What must be known of an answer that is handed through.
struct PassingAnswer {
  /// Whether it goes to the client in the chunked coding.
  var isChunked: Bool
  /// Whether it is a stream of events, in which an error can be told in-band.
  var isStream: Bool
  var framing: StreamFraming
  /// The last four bytes sent; a line end twice before any.
  private var tail: UInt32 = 0x0A0A

  init(isChunked: Bool, isStream: Bool, framing: StreamFraming) {
    self.isChunked = isChunked
    self.isStream = isStream
    self.framing = framing
  }

  /// Whether the last bytes sent end an event: a line of JSON, or an empty line, with LF, CR or CRLF.
  var isAtEventEnd: Bool {
    if framing == .jsonLines { return tail & 0xFF == 0x0A }
    return tail & 0xFFFF == 0x0A0A || tail & 0xFFFF == 0x0D0D || tail & 0xFF_FFFF == 0x0A0D0A
  }

  mutating func noteSent(_ bytes: ByteBuffer) {
    for byte in bytes.readableBytesView.suffix(4) { tail = tail << 8 | UInt32(byte) }
  }
}
