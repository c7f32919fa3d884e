/// What an event of Anthropic's `/v1/messages` says beyond its texts.
struct AnthropicEvent: Sendable, Equatable {
}
