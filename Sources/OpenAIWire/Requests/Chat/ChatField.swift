/// The top-level fields of a chat completion request that are known here; the raw value is the name on the wire.
enum ChatField: String, CaseIterable, Sendable {
  case messages, model, stream, n, user, stop, tools, functions, prediction, metadata
  case streamOptions = "stream_options"
  case responseFormat = "response_format"
  case toolChoice = "tool_choice"
  case functionCall = "function_call"

  // Options without words for the model.
  case audio, logprobs, modalities, moderation, seed, store, temperature, verbosity
  case frequencyPenalty = "frequency_penalty"
  case logitBias = "logit_bias"
  case maxCompletionTokens = "max_completion_tokens"
  case maxTokens = "max_tokens"
  case parallelToolCalls = "parallel_tool_calls"
  case presencePenalty = "presence_penalty"
  case promptCacheKey = "prompt_cache_key"
  case promptCacheOptions = "prompt_cache_options"
  case promptCacheRetention = "prompt_cache_retention"
  case reasoningEffort = "reasoning_effort"
  case safetyIdentifier = "safety_identifier"
  case serviceTier = "service_tier"
  case topLogprobs = "top_logprobs"
  case topP = "top_p"

  static let table = JSONNameTable<ChatField>()
}
