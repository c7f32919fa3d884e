/// Writes a reply as OpenAI's `response`, whole or as the events of one.
struct ResponsesRenderer: Sendable {
  let stamp: Stamp
  let reply: Reply
  let inputTokens: Int
  /// The fields of the request that a response repeats.
  let echoed: [String: JSONValue]

  var items: [ResponsesItem] {
    var items: [ResponsesItem] = []
    if let reasoning = reply.reasoning {
      items.append(ResponsesItem(id: stamp.id("rs_"), kind: .reasoning(reasoning)))
    }
    if let call = reply.call {
      items.append(ResponsesItem(id: stamp.id("fc_"), kind: .call(call, id: stamp.id("call_"))))
    } else {
      items.append(ResponsesItem(id: stamp.id("msg_"), kind: .message(reply.text)))
    }
    return items
  }

  /// Of the last item; those before it are never cut.
  private var lastStatus: ResponsesItem.Status { reply.isCut ? .incomplete : .completed }

  func whole() throws -> JSONValue {
    let items = items
    var document = response(
      status: reply.isCut ? "incomplete" : "completed",
      output: try items.indices.map { try items[$0].rendered($0 == items.count - 1 ? lastStatus : .completed) })
    document["usage"] = try usage
    return document
  }

  /// The events in OpenAI's order, numbered from 0.
  func events() throws -> [JSONValue] {
    let opened = response(status: "in_progress", output: [])
    var events = ResponsesEvents()
    events.add("response.created", ["response": opened])
    events.add("response.in_progress", ["response": opened])
    let items = items
    for (index, item) in items.enumerated() {
      try events.add(item, index: index, endingAs: index == items.count - 1 ? lastStatus : .completed)
    }
    events.add(reply.isCut ? "response.incomplete" : "response.completed", ["response": try whole()])
    return events.documents
  }

  private var usage: JSONValue {
    get throws {
      let output = try reply.tokens
      return [
        "input_tokens": .int(inputTokens), "input_tokens_details": ["cached_tokens": 0, "cache_write_tokens": 0],
        "output_tokens": .int(output),
        "output_tokens_details": ["reasoning_tokens": .int(TextPieces.count(reply.reasoning ?? ""))],
        "total_tokens": .int(inputTokens + output),
      ]
    }
  }

  private func response(status: JSONValue, output: [JSONValue]) -> JSONValue {
    let isCut = status == "incomplete"
    let made: [String: JSONValue] = [
      "id": stamp.id("resp_"), "object": "response", "created_at": .int(stamp.seconds), "status": status, "error": nil,
      "incomplete_details": isCut ? ["reason": "max_output_tokens"] : nil, "output": .array(output),
      "parallel_tool_calls": true, "previous_response_id": nil, "store": false, "temperature": 1, "top_p": 1,
      "truncation": "disabled",
    ]
    return .object(echoed.merging(made) { $1 })
  }
}
