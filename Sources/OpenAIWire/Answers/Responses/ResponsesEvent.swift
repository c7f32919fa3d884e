/// What an event of OpenAI's `/v1/responses` says beyond its texts.
struct ResponsesEvent: Sendable, Equatable {
}
