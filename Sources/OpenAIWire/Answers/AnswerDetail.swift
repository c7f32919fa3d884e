/// What a dialect's own writer has to know of a document beyond its texts.
enum AnswerDetail: Sendable, Equatable {
  case none
  case responses(ResponsesEvent)
  case anthropic(AnthropicEvent)
  case ollama(OllamaLine)
}
