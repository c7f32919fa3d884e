/// The fields of a message, of an event and of its delta; the raw value is the name on the wire.
enum AnthropicAnswerName: String, CaseIterable, Sendable {
  // Of events.
  case type, index, message, delta, error, usage
  case contentBlock = "content_block"

  // Of messages, and of deltas that end them.
  case id, role, model, content, container, diagnostics
  case stopReason = "stop_reason"
  case stopSequence = "stop_sequence"
  case stopDetails = "stop_details"

  // Of deltas of blocks.
  case text, thinking, citation, signature
  case partialJSON = "partial_json"

  static let table = JSONNameTable<AnthropicAnswerName>()
}
