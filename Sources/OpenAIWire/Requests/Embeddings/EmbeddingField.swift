/// The top-level fields of an embedding request that are known here; the raw value is the name on the wire.
enum EmbeddingField: String, CaseIterable, Sendable {
  case input, model, user

  // Options without words for the model.
  case dimensions
  case encodingFormat = "encoding_format"

  static let table = JSONNameTable<EmbeddingField>()
}
