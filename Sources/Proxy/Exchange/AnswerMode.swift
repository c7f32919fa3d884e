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
  /// Whether it is an event stream, in which an error can be told in-band.
  var isEventStream: Bool
  /// Whether the last bytes sent end an event.
  var isAtEventEnd = true
}
