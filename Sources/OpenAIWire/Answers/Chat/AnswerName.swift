/// The top-level fields of an answer that are known; the raw value is the name on the wire.
enum AnswerName: String, CaseIterable, Sendable {
  case id, object, created, model, choices, usage, error
  case systemFingerprint = "system_fingerprint"
  // Constants, counters and padding of known servers.
  case obfuscation, provider, timings
  case serviceTier = "service_tier"

  static let table = JSONNameTable<AnswerName>()
}
