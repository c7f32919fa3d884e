/// The fields of `stream_options`; the raw value is the name on the wire.
enum StreamOption: String, CaseIterable, Sendable {
  case includeUsage = "include_usage"
  case includeObfuscation = "include_obfuscation"

  static let table = JSONNameTable<StreamOption>()
}
