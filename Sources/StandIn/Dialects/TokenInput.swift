/// The prompts of a completion, or the inputs of an embedding: one or several, as text or as token numbers.
enum TokenInput: Decodable, Sendable {
  case text(String)
  case texts([String])
  case tokens([Int])
  case tokenLists([[Int]])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let value = try container.decode(JSONValue.self)
    switch value {
    case .string(let text):
      self = .text(text)
    case .array(let elements) where elements.allSatisfy { $0.text != nil }:
      self = .texts(elements.compactMap(\.text))
    case .array(let elements):
      if case .int = elements.first {
        self = .tokens(try container.decode([Int].self))
      } else {
        self = .tokenLists(try container.decode([[Int]].self))
      }
    default:
      throw DecodingError.typeMismatch(
        Self.self, .init(codingPath: container.codingPath, debugDescription: "neither text nor token numbers"))
    }
  }
}

extension TokenInput {
  /// In the stand-in's own measure for texts: words parted by white space.
  var tokenCount: Int {
    switch self {
    case .text(let text): TextPieces.count(text)
    case .texts(let texts): texts.reduce(0) { $0 + TextPieces.count($1) }
    case .tokens(let tokens): tokens.count
    case .tokenLists(let lists): lists.reduce(0) { $0 + $1.count }
    }
  }
}
