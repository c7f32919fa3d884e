/// The fields of `options` that hold words; the raw value is the name on the wire. The others are numbers and booleans.
enum OllamaOption: String, CaseIterable, Sendable {
  case stop

  static let table = JSONNameTable<OllamaOption>()
}
