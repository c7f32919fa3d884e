/// The input of a response request: the user's words, or items of a conversation.
enum ResponsesInput: Decodable, Sendable {
  case text(String)
  case items([Item])

  /// A message, a call of a tool, what a tool gave, and others that the stand-in does not look at.
  struct Item: Decodable, Sendable {
    let type: String?
    let role: String?
    let content: TextContent?
    let output: TextContent?
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      self = .text(try container.decode(String.self))
    } catch DecodingError.typeMismatch {
      self = .items(try container.decode([Item].self))
    }
  }

  var lastUserText: String {
    switch self {
    case .text(let text): text
    case .items(let items): items.last { $0.role == "user" }?.content?.text ?? ""
    }
  }

  /// What the system messages among the items say.
  var systemText: String {
    guard case .items(let items) = self else { return "" }
    return items.filter { $0.role == "system" || $0.role == "developer" }.compactMap(\.content?.text)
      .joined(separator: "\n")
  }

  /// What a tool gave, when that is the last item.
  var toolResult: String? {
    guard case .items(let items) = self, let last = items.last, last.type == "function_call_output" else { return nil }
    return last.output?.text
  }

  var tokens: Int {
    switch self {
    case .text(let text): TextPieces.count(text)
    case .items(let items):
      items.reduce(0) { $0 + TextPieces.count($1.content?.text ?? "") + TextPieces.count($1.output?.text ?? "") }
    }
  }
}
