/// The fields of `logprobs`; the raw value is the name on the wire.
enum LogprobsName: String, CaseIterable, Sendable {
  case content, refusal, tokens
  case textOffset = "text_offset"
  case tokenLogprobs = "token_logprobs"
  case topLogprobs = "top_logprobs"

  static let table = JSONNameTable<LogprobsName>()
}
