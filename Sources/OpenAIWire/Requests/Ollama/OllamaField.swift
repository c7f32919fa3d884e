/// The top-level fields of a request to `/api/chat` that are known here; the raw value is the name on the wire.
enum OllamaField: String, CaseIterable, Sendable {
  case model, messages, tools, format, options, stream

  // Options whose values are numbers and constants.
  case think, logprobs, truncate, shift
  case keepAlive = "keep_alive"
  case topLogprobs = "top_logprobs"

  static let table = JSONNameTable<OllamaField>()
}
