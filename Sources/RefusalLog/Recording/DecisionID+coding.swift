package import Taxonomy

/// Coded as its 36-character form.
extension DecisionID: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = DecisionID(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a decision id")
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
