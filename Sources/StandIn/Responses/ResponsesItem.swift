/// One item of a response's output.
struct ResponsesItem: Sendable {
  enum Kind: Sendable {
    case reasoning(String)
    case message(String)
    case call(ToolCall, id: JSONValue)
  }

  /// How far it is: opened without its content, then completed, or incomplete where it was cut.
  enum Status: String, Sendable {
    case opened = "in_progress"
    case completed
    case incomplete
  }

  let id: JSONValue
  let kind: Kind

  func rendered(_ status: Status) throws -> JSONValue {
    let isOpened = status == .opened
    let state = JSONValue.string(status.rawValue)
    return switch kind {
    case .reasoning(let text):
      [
        "id": id, "type": "reasoning", "summary": [], "status": state,
        "content": isOpened ? [] : [Self.reasoningPart(text)],
      ]
    case .message(let text):
      [
        "id": id, "type": "message", "role": "assistant", "status": state,
        "content": isOpened ? [] : [Self.textPart(text)],
      ]
    case .call(let call, let callID):
      [
        "id": id, "type": "function_call", "call_id": callID, "name": .string(call.name), "status": state,
        "arguments": .string(isOpened ? "" : try call.arguments.json()),
      ]
    }
  }

  static func textPart(_ text: String) -> JSONValue {
    ["type": "output_text", "text": .string(text), "annotations": [], "logprobs": []]
  }

  static func reasoningPart(_ text: String) -> JSONValue {
    ["type": "reasoning_text", "text": .string(text)]
  }
}
