/// The fields of a message; the raw value is the name on the wire.
enum AnthropicMessageField: String, CaseIterable, Sendable {
  case role, content

  static let table = JSONNameTable<AnthropicMessageField>()
}
