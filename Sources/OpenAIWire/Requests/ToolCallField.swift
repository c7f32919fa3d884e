/// The fields of a tool call; the raw value is the name on the wire.
enum ToolCallField: String, CaseIterable, Sendable {
  case index, id, type, function, custom

  static let table = JSONNameTable<ToolCallField>()
}
