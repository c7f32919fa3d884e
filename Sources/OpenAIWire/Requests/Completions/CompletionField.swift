/// The top-level fields of a completion request that are known here; the raw value is the name on the wire.
enum CompletionField: String, CaseIterable, Sendable {
  case prompt, suffix, model, stream, n, user, stop
  case streamOptions = "stream_options"
  /// vLLM's: the prompt as encoded tensors.
  case promptEmbeds = "prompt_embeds"

  // Options without words for the model.
  case echo, logprobs, seed, temperature
  case bestOf = "best_of"
  case frequencyPenalty = "frequency_penalty"
  case logitBias = "logit_bias"
  case maxTokens = "max_tokens"
  case presencePenalty = "presence_penalty"
  case topP = "top_p"

  static let table = JSONNameTable<CompletionField>()
}
