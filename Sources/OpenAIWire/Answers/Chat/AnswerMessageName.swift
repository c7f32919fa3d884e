/// The fields of an answered message or delta that are known; the raw value is the name on the wire.
enum AnswerMessageName: String, CaseIterable, Sendable {
  case role, content, refusal, audio, reasoning, thinking
  case reasoningContent = "reasoning_content"
  case toolCalls = "tool_calls"
  case functionCall = "function_call"

  static let table = JSONNameTable<AnswerMessageName>()
}
