/// One message of an Anthropic conversation: a string, or content blocks.
struct MessagesTurn: Decodable, Sendable {
  private enum Content: Decodable, Sendable {
    case string(String)
    case blocks([Block])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      do {
        self = .string(try container.decode(String.self))
      } catch DecodingError.typeMismatch {
        self = .blocks(try container.decode([Block].self))
      }
    }
  }

  private struct Block: Decodable, Sendable {
    let type: String
    let text: String?
    /// What a tool gave, in blocks of the type `tool_result`.
    let content: TextContent?
  }

  let role: String
  private let content: Content

  /// Its text blocks.
  var text: String {
    switch content {
    case .string(let text): text
    case .blocks(let blocks): blocks.compactMap(\.text).joined(separator: "\n")
    }
  }

  /// What a tool gave, when the message ends with that.
  var toolResult: String? {
    guard case .blocks(let blocks) = content, let last = blocks.last, last.type == "tool_result" else { return nil }
    return last.content?.text ?? ""
  }
}
