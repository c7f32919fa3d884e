/// What an event of Anthropic's `/v1/messages`, or a whole message, says beyond its texts.
struct AnthropicEvent: Sendable, Equatable {
  /// The events that a writer has to know of; the raw value is the name on the wire.
  enum Kind: String {
    case messageStart = "message_start"
    case blockStart = "content_block_start"
    case blockStop = "content_block_stop"
    case messageDelta = "message_delta"
  }

  /// Nil for other events, and for a whole message.
  var kind: Kind?
  /// The content block's index.
  var index: Int?
  /// Of a whole message.
  var places: AnswerPlaces?
}
