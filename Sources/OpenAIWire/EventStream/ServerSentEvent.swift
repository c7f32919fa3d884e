package import NIOCore

/// One event of a stream, or a block of lines that a reader of events ignores.
package struct ServerSentEvent: Sendable, Equatable {
  /// The exact bytes, from the end of the event before to the end of this one's blank line: comments, other fields
  /// and blank lines before it too. All `raw` of a stream joined are the stream.
  package var raw: ByteBuffer
  /// The payload: the values of the `data` lines, joined by line feeds. Empty when there are none.
  package var data: ByteBuffer
  /// The value of the last `event` line; nil for the default, `message`.
  package var eventName: String?
  /// Whether there was a `data` line. Without one readers see no event: a keep-alive comment, or only an `id`.
  package var hasData: Bool
  /// Whether `raw` holds anything besides `data` and `event` lines and blank lines: comments, `id`, `retry` or
  /// unknown fields, whose bytes are in no other property.
  package var hasOtherLines: Bool
  /// Whether the blank line came. At the stream's end, readers that hold to the standard drop an event without it,
  /// readers that go line by line do not.
  package var isComplete: Bool

  /// Whether this is `data: [DONE]`, the end of an OpenAI stream.
  package var isDone: Bool { data.readableBytes == 6 && data.readableBytesView.elementsEqual("[DONE]".utf8) }
}
