/// What the endpoints of one API have in common: the shape of its errors.
enum Dialect: Sendable {
  case openAI
  case anthropic
  case ollama

  func error(_ fault: CallFault) -> JSONValue {
    switch self {
    case .openAI:
      [
        "error": [
          "message": .string(fault.message), "type": "invalid_request_error", "param": nil,
          "code": .string(fault.code),
        ]
      ]
    case .anthropic:
      ["type": "error", "error": ["type": "invalid_request_error", "message": .string(fault.message)]]
    case .ollama:
      ["error": .string(fault.message)]
    }
  }
}
