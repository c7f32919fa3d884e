/// The fields of a `response` object; the raw value is the name on the wire.
enum ResponseObjectField: String, CaseIterable, Sendable {
  case id, object, status, error, output, usage, model
  case createdAt = "created_at"
  case completedAt = "completed_at"
  case incompleteDetails = "incomplete_details"
  case outputText = "output_text"

  // What the request said, said again.
  case instructions, metadata, prompt, text, tools, user
  case promptCacheKey = "prompt_cache_key"
  case safetyIdentifier = "safety_identifier"
  case toolChoice = "tool_choice"

  // Options and constants.
  case background, conversation, include, moderation, reasoning, store, temperature, truncation
  case contextManagement = "context_management"
  case frequencyPenalty = "frequency_penalty"
  case maxOutputTokens = "max_output_tokens"
  case maxToolCalls = "max_tool_calls"
  case parallelToolCalls = "parallel_tool_calls"
  case presencePenalty = "presence_penalty"
  case previousResponseID = "previous_response_id"
  case promptCacheOptions = "prompt_cache_options"
  case promptCacheRetention = "prompt_cache_retention"
  case serviceTier = "service_tier"
  case topLogprobs = "top_logprobs"
  case topP = "top_p"

  static let table = JSONNameTable<ResponseObjectField>()

  /// Whether a refusal has a value of its own for it.
  var isReplaced: Bool {
    switch self {
    case .status, .error, .output, .incompleteDetails, .outputText: true
    default: false
    }
  }
}
