/// What an event of Anthropic's `/v1/messages`, or a whole message, says beyond its texts.
struct AnthropicEvent: Sendable, Equatable {
  /// The events that a writer has to know of; the raw value is the name on the wire.
  enum Kind: String {
    case messageStart = "message_start"
    case blockStart = "content_block_start"
    case blockStop = "content_block_stop"
    case messageDelta = "message_delta"
  }

  /// Where in a whole message that stands which a refusal replaces: offsets from the document's first byte.
  struct Places: Sendable, Equatable {
    /// Behind the opening brace.
    var start = 0
    var content: Range<Int>?
    var stopReason: Range<Int>?
    var stopSequence: Range<Int>?
    /// The values of further fields that hold words.
    var words: [Range<Int>] = []
    /// Whether a field holds words that a message cannot do without.
    var isMalformed = false
  }

  /// Nil for other events, and for a whole message.
  var kind: Kind?
  /// The content block's index.
  var index: Int?
  var places: Places?
}
