/// The fields of a message; the raw value is the name on the wire.
enum OllamaMessageField: String, CaseIterable, Sendable {
  case role, content, thinking, images
  case toolCalls = "tool_calls"
  case toolName = "tool_name"
  case toolCallID = "tool_call_id"

  static let table = JSONNameTable<OllamaMessageField>()
}
