/// One content block of an Anthropic message.
enum MessagesBlock: Sendable {
  case thinking(String)
  case text(String)
  case toolUse(ToolCall, id: JSONValue)

  /// Clients hand a thinking block back with its signature; the stand-in looks at none.
  private static let signature = "c3RhbmQtaW4="

  var whole: JSONValue {
    switch self {
    case .thinking(let text):
      ["type": "thinking", "thinking": .string(text), "signature": .string(Self.signature)]
    case .text(let text):
      ["type": "text", "text": .string(text)]
    case .toolUse(let call, let id):
      ["type": "tool_use", "id": id, "name": .string(call.name), "input": call.arguments]
    }
  }

  /// As a stream opens it, without its content.
  var opened: JSONValue {
    switch self {
    case .thinking: ["type": "thinking", "thinking": "", "signature": ""]
    case .text: ["type": "text", "text": ""]
    case .toolUse(let call, let id): ["type": "tool_use", "id": id, "name": .string(call.name), "input": [:]]
    }
  }

  func deltas() throws -> [JSONValue] {
    switch self {
    case .thinking(let text):
      TextPieces.words(of: text).map { ["type": "thinking_delta", "thinking": .string($0)] }
        + [["type": "signature_delta", "signature": .string(Self.signature)]]
    case .text(let text):
      TextPieces.words(of: text).map { ["type": "text_delta", "text": .string($0)] }
    case .toolUse(let call, _):
      TextPieces.equal(try call.arguments.json()).map { ["type": "input_json_delta", "partial_json": .string($0)] }
    }
  }
}
