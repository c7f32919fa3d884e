/// A message's content in any dialect: a string, or parts of which those with text count.
enum TextContent: Decodable, Sendable {
  case string(String)
  case parts([String])

  private struct Part: Decodable {
    let text: String?
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      self = .string(try container.decode(String.self))
    } catch DecodingError.typeMismatch {
      self = .parts(try container.decode([Part].self).compactMap(\.text))
    }
  }

  var text: String {
    switch self {
    case .string(let text): text
    case .parts(let texts): texts.joined(separator: "\n")
    }
  }
}
