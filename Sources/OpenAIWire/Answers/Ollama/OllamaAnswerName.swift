/// The fields of an answer and of its message; the raw value is the name on the wire.
enum OllamaAnswerName: String, CaseIterable, Sendable {
  // Of an answer.
  case model, message, done, error, logprobs
  case createdAt = "created_at"
  case doneReason = "done_reason"
  case promptCount = "prompt_eval_count"
  case answerCount = "eval_count"
  case remoteModel = "remote_model"
  case remoteHost = "remote_host"

  // Of a message.
  case role, content, thinking, images
  case toolCalls = "tool_calls"
  case toolName = "tool_name"

  static let table = JSONNameTable<OllamaAnswerName>()
}
