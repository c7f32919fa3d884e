import Foundation

/// Writes a reply as Ollama does, whole or a line for each word.
struct OllamaRenderer: Sendable {
  let stamp: Stamp
  let model: String
  let reply: Reply
  let promptTokens: Int

  /// What every count of nanoseconds says: the stand-in takes no time worth measuring.
  private static let duration = 1_000

  func whole() throws -> JSONValue {
    var message: JSONValue = ["role": "assistant", "content": .string(reply.text)]
    if let reasoning = reply.reasoning { message["thinking"] = .string(reasoning) }
    if let call = reply.call { message["tool_calls"] = [Self.shown(call)] }
    return try last(message)
  }

  /// The last line has no words, but the counts.
  func lines() throws -> [JSONValue] {
    var messages: [JSONValue] = TextPieces.words(of: reply.reasoning ?? "").map {
      ["role": "assistant", "content": "", "thinking": .string($0)]
    }
    messages += TextPieces.words(of: reply.text).map { ["role": "assistant", "content": .string($0)] }
    if let call = reply.call {
      messages.append(["role": "assistant", "content": "", "tool_calls": [Self.shown(call)]])
    }
    let lines: [JSONValue] = messages.map { message in
      ["model": .string(model), "created_at": created, "message": message, "done": false]
    }
    return lines + [try last(["role": "assistant", "content": ""])]
  }

  private var created: JSONValue { .string(stamp.time.formatted(.iso8601)) }

  private func last(_ message: JSONValue) throws -> JSONValue {
    [
      "model": .string(model), "created_at": created, "message": message, "done": true,
      "done_reason": reply.isCut ? "length" : "stop", "total_duration": .int(3 * Self.duration),
      "load_duration": .int(Self.duration), "prompt_eval_count": .int(promptTokens),
      "prompt_eval_duration": .int(Self.duration), "eval_count": .int(try reply.tokens),
      "eval_duration": .int(Self.duration),
    ]
  }

  private static func shown(_ call: ToolCall) -> JSONValue {
    ["function": ["name": .string(call.name), "arguments": call.arguments]]
  }
}
