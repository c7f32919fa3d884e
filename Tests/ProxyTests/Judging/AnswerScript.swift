import Foundation

/// Reads released answers as clients do, with another JSON reader than the proxy's.
enum AnswerScript {
  /// The payloads of a stream's events, `[DONE]` left out.
  static func payloads(_ stream: String) -> [[String: Any]] {
    stream.components(separatedBy: "\n\n").compactMap { event in
      guard event.hasPrefix("data: {") else { return nil }
      return object(event.components(separatedBy: "\n").map { String($0.dropFirst(6)) }.joined(separator: "\n"))
    }
  }

  static func object(_ json: String) -> [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(json.utf8))) as? [String: Any]
  }

  /// What a choice says in one field, over all events or in a whole answer. `arguments` is that of its first tool call.
  static func text(_ payloads: [[String: Any]], choice: Int = 0, field: String = "content") -> String {
    payloads.flatMap { $0["choices"] as? [[String: Any]] ?? [] }.filter { $0["index"] as? Int == choice }
      .compactMap { entry -> String? in
        guard let message = (entry["delta"] ?? entry["message"]) as? [String: Any] else { return nil }
        guard field == "arguments" else { return message[field] as? String }
        let call = (message["tool_calls"] as? [[String: Any]])?.first
        return (call?["function"] as? [String: Any])?["arguments"] as? String
      }.joined()
  }
}
