package import NIOCore

/// How many tokens a `usage` object tells of.
package enum UsageTokens {
  /// The tokens of prompt and answer together, in OpenAI's or Anthropic's words; nil when it says neither.
  package static func total(of usage: ByteBuffer) -> Int? {
    if let total = usage.jsonInteger("total_tokens") { return total }
    let parts = ["prompt_tokens", "completion_tokens", "input_tokens", "output_tokens"].compactMap(usage.jsonInteger)
    return parts.isEmpty ? nil : parts.reduce(0) { $0.addingReportingOverflow($1).partialValue }
  }
}
