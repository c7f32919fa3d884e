/// The fields of one token in `logprobs`; the raw value is the name on the wire.
enum TokenLogprobName: String, CaseIterable, Sendable {
  case id, token, logprob, bytes
  case topLogprobs = "top_logprobs"

  static let table = JSONNameTable<TokenLogprobName>()
}
