/// What a dialect's own writer has to know of a document beyond its texts.
///
/// Indirect, since every held event of every dialect has room for it.
indirect enum AnswerDetail: Sendable, Equatable {
  case none
  case responses(ResponsesEvent)
  case anthropic(AnthropicEvent)
  case ollama(OllamaLine)
}
