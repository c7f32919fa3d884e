/// Writes a reply as Anthropic's `message`, whole or as the events of one.
struct MessagesRenderer: Sendable {
  let stamp: Stamp
  let model: String
  let reply: Reply
  let inputTokens: Int

  private var stopReason: JSONValue {
    reply.call != nil ? "tool_use" : reply.isCut ? "max_tokens" : "end_turn"
  }

  func whole() throws -> JSONValue {
    message(
      content: blocks.map(\.whole), stopReason: stopReason,
      usage: ["input_tokens": .int(inputTokens), "output_tokens": .int(try reply.tokens)])
  }

  /// The events in Anthropic's order.
  func events() throws -> [JSONValue] {
    let opened = message(content: [], stopReason: nil, usage: ["input_tokens": .int(inputTokens), "output_tokens": 1])
    var events: [JSONValue] = [["type": "message_start", "message": opened]]
    for (index, block) in blocks.enumerated() {
      events.append(["type": "content_block_start", "index": .int(index), "content_block": block.opened])
      if index == 0 { events.append(["type": "ping"]) }
      events += try block.deltas().map { ["type": "content_block_delta", "index": .int(index), "delta": $0] }
      events.append(["type": "content_block_stop", "index": .int(index)])
    }
    events.append([
      "type": "message_delta", "delta": ["stop_reason": stopReason, "stop_sequence": nil],
      "usage": ["output_tokens": .int(try reply.tokens)],
    ])
    events.append(["type": "message_stop"])
    return events
  }

  private var blocks: [MessagesBlock] {
    var blocks: [MessagesBlock] = []
    if let reasoning = reply.reasoning { blocks.append(.thinking(reasoning)) }
    if let call = reply.call {
      blocks.append(.toolUse(call, id: stamp.id("toolu_")))
    } else {
      blocks.append(.text(reply.text))
    }
    return blocks
  }

  private func message(content: [JSONValue], stopReason: JSONValue, usage: JSONValue) -> JSONValue {
    [
      "id": stamp.id("msg_"), "type": "message", "role": "assistant", "model": .string(model),
      "content": .array(content), "stop_reason": stopReason, "stop_sequence": nil, "usage": usage,
    ]
  }
}
