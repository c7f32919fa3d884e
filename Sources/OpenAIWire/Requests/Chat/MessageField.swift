/// The fields of a message that have a meaning here; the raw value is the name on the wire.
enum MessageField: String, CaseIterable, Sendable {
  case role, content, name, refusal, reasoning, thinking, audio
  case reasoningContent = "reasoning_content"
  case toolCalls = "tool_calls"
  case toolCallID = "tool_call_id"
  case functionCall = "function_call"

  static let table = JSONNameTable<MessageField>()
}
