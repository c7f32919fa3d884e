/// The fields of `text`, which says how the answer is to be written; the raw value is the name on the wire.
enum ResponsesTextField: String, CaseIterable, Sendable {
  case format, verbosity

  static let table = JSONNameTable<ResponsesTextField>()
}
