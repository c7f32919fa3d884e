/// The fields of a called function or custom tool; the raw value is the name on the wire.
enum CalledFunctionField: String, CaseIterable, Sendable {
  case name, arguments, input

  static let table = JSONNameTable<CalledFunctionField>()
}
