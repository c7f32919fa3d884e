/// The fields of `prompt`, a template that is kept at OpenAI; the raw value is the name on the wire.
enum ResponsesPromptField: String, CaseIterable, Sendable {
  case id, version, variables

  static let table = JSONNameTable<ResponsesPromptField>()
}
