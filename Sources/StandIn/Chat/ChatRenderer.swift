/// Writes a reply as OpenAI's `chat.completion`, whole or in chunks; every choice says the same.
struct ChatRenderer: Sendable {
  let stamp: Stamp
  let model: String
  let reply: Reply
  let choices: Int
  let promptTokens: Int

  private var finish: JSONValue {
    reply.call != nil ? "tool_calls" : reply.isCut ? "length" : "stop"
  }

  private var usage: JSONValue {
    get throws { TokenUsage.of(prompt: promptTokens, completion: choices * (try reply.tokens)) }
  }

  func whole() throws -> JSONValue {
    [
      "id": stamp.id("chatcmpl-"), "object": "chat.completion", "created": .int(stamp.seconds), "model": .string(model),
      "choices": .array(
        try (0..<choices).map { index in
          ["index": .int(index), "message": try message(index), "logprobs": nil, "finish_reason": finish]
        }),
      "usage": try usage,
    ]
  }

  private func message(_ index: Int) throws -> JSONValue {
    var message: JSONValue = ["role": "assistant", "content": .string(reply.text), "refusal": nil]
    if let reasoning = reply.reasoning { message["reasoning_content"] = .string(reasoning) }
    if let call = reply.call {
      message["content"] = nil as JSONValue
      message["tool_calls"] = [
        [
          "id": stamp.id("call_", index), "type": "function",
          "function": ["name": .string(call.name), "arguments": .string(try call.arguments.json())],
        ]
      ]
    }
    return message
  }

  /// The chunks of a stream, a word each, all choices side by side; `[DONE]` is not one of them.
  func chunks(includesUsage: Bool) throws -> [JSONValue] {
    // The fields of each choice's deltas, in order.
    let deltas = try (0..<choices).map { try self.deltas($0) }
    var chunks = deltas[0].indices.flatMap { place in
      (0..<choices).map { chunk($0, deltas[$0][place], finish: nil) }
    }
    chunks += (0..<choices).map { chunk($0, [:], finish: finish) }
    if includesUsage {
      var last = chunk(0, [:], finish: nil)
      last["choices"] = []
      last["usage"] = try usage
      chunks.append(last)
    }
    return chunks
  }

  private func deltas(_ index: Int) throws -> [JSONValue] {
    var deltas: [JSONValue] = [["role": "assistant", "content": reply.call == nil ? "" : nil]]
    deltas += TextPieces.words(of: reply.reasoning ?? "").map { ["reasoning_content": .string($0)] }
    deltas += TextPieces.words(of: reply.text).map { ["content": .string($0)] }
    if let call = reply.call {
      let opening: JSONValue = [
        "index": 0, "id": stamp.id("call_", index), "type": "function",
        "function": ["name": .string(call.name), "arguments": ""],
      ]
      deltas.append(["tool_calls": [opening]])
      deltas += TextPieces.equal(try call.arguments.json()).map { piece in
        ["tool_calls": [["index": 0, "function": ["arguments": .string(piece)]]]]
      }
    }
    return deltas
  }

  private func chunk(_ index: Int, _ delta: JSONValue, finish: JSONValue?) -> JSONValue {
    [
      "id": stamp.id("chatcmpl-"), "object": "chat.completion.chunk", "created": .int(stamp.seconds),
      "model": .string(model),
      "choices": [["index": .int(index), "delta": delta, "logprobs": nil, "finish_reason": finish ?? nil]],
    ]
  }
}
