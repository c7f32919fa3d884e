/// The fields of a called function; the raw value is the name on the wire.
enum OllamaFunctionName: String, CaseIterable, Sendable {
  case index, name, arguments

  static let table = JSONNameTable<OllamaFunctionName>()
}
