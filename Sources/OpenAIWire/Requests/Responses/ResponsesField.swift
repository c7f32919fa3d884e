/// The top-level fields of a request to `/v1/responses`; the raw value is the name on the wire.
enum ResponsesField: String, CaseIterable, Sendable {
  case input, instructions, model, stream, user, prompt, tools, text, metadata, background
  case toolChoice = "tool_choice"

  // Names of the app's own, which say nothing to a model.
  case promptCacheKey = "prompt_cache_key"
  case safetyIdentifier = "safety_identifier"

  // Options, whose values are constants.
  case conversation, include, moderation, reasoning, store, temperature, truncation
  case contextManagement = "context_management"
  case maxOutputTokens = "max_output_tokens"
  case maxToolCalls = "max_tool_calls"
  case parallelToolCalls = "parallel_tool_calls"
  case previousResponseID = "previous_response_id"
  case promptCacheOptions = "prompt_cache_options"
  case promptCacheRetention = "prompt_cache_retention"
  case serviceTier = "service_tier"
  case streamOptions = "stream_options"
  case topLogprobs = "top_logprobs"
  case topP = "top_p"

  static let table = JSONNameTable<ResponsesField>()
}
