/// The top-level fields of a moderation request that are known here; the raw value is the name on the wire.
enum ModerationField: String, CaseIterable, Sendable {
  case input, model

  static let table = JSONNameTable<ModerationField>()
}
