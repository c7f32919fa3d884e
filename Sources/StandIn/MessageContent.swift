/// A message's content: a string, or parts of which the text parts count.
enum MessageContent: Decodable, Sendable {
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
