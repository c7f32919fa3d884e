/// Writes upstream's answers for tests, streamed and whole, of the same texts.
enum StreamScript {
  static func escape(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  /// One event with a piece of content.
  static func event(_ text: String, choice: Int = 0, role: Bool = false, field: String = "content") -> String {
    let role = role ? "\"role\":\"assistant\"," : ""
    return
      "data: {\"id\":\"up-1\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"m\",\"x_unknown\":1.50,"
      + "\"choices\":[{\"index\":\(choice),\"delta\":{\(role)\"\(field)\":\"\(escape(text))\"},\"finish_reason\":null}]}\n\n"
  }

  static func finish(choice: Int = 0, reason: String = "stop") -> String {
    "data: {\"id\":\"up-1\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"m\","
      + "\"choices\":[{\"index\":\(choice),\"delta\":{},\"finish_reason\":\"\(reason)\"}]}\n\n"
  }

  static let usage =
    "data: {\"id\":\"up-1\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"m\",\"choices\":[],"
    + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}\n\n"

  static let done = "data: [DONE]\n\n"

  /// A whole stream of one choice.
  static func stream(_ pieces: [String], usage: Bool = false) -> String {
    pieces.enumerated().map { event($1, role: $0 == 0) }.joined() + finish() + (usage ? Self.usage : "") + done
  }

  static func whole(_ texts: [String]) -> String {
    let choices = texts.enumerated().map {
      "{\"index\":\($0),\"message\":{\"role\":\"assistant\",\"content\":\"\(escape($1))\"},\"finish_reason\":\"stop\"}"
    }
    return "{\"id\":\"up-1\",\"object\":\"chat.completion\",\"created\":5,\"model\":\"m\",\"x_unknown\":1.50,"
      + "\"choices\":[\(choices.joined(separator: ","))],"
      + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}"
  }

  /// The contents of the events of a stream, by choice, joined.
  static func contents(_ stream: String, choice: Int = 0) -> String {
    stream.split(separator: "\n\n").compactMap { event -> String? in
      guard event.contains("\"index\":\(choice),"), let start = event.firstRange(of: "\"content\":\"") else {
        return nil
      }
      return event[start.upperBound...].firstRange(of: "\"}").map { String(event[start.upperBound..<$0.lowerBound]) }
    }.joined()
  }
}
