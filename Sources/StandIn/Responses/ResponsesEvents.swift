/// The events of a streamed response, numbered as they are added.
struct ResponsesEvents: Sendable {
  private(set) var documents: [JSONValue] = []

  mutating func add(_ type: String, _ fields: [String: JSONValue]) {
    let numbered: [String: JSONValue] = ["type": .string(type), "sequence_number": .int(documents.count)]
    documents.append(.object(fields.merging(numbered) { $1 }))
  }

  /// Adds an item from its opening to its end.
  mutating func add(_ item: ResponsesItem, index: Int, endingAs status: ResponsesItem.Status) throws {
    let place: [String: JSONValue] = ["item_id": item.id, "output_index": .int(index)]
    add("response.output_item.added", ["output_index": .int(index), "item": try item.rendered(.opened)])
    switch item.kind {
    case .reasoning(let text): addReasoning(text, at: place)
    case .message(let text): addMessage(text, at: place)
    case .call(let call, _): try addCall(call, at: place)
    }
    add("response.output_item.done", ["output_index": .int(index), "item": try item.rendered(status)])
  }

  private mutating func addMessage(_ text: String, at item: [String: JSONValue]) {
    let place = item.merging(["content_index": 0]) { $1 }
    func with(_ more: [String: JSONValue]) -> [String: JSONValue] { place.merging(more) { $1 } }
    add("response.content_part.added", with(["part": ResponsesItem.textPart("")]))
    for word in TextPieces.words(of: text) {
      add("response.output_text.delta", with(["delta": .string(word), "logprobs": []]))
    }
    add("response.output_text.done", with(["text": .string(text), "logprobs": []]))
    add("response.content_part.done", with(["part": ResponsesItem.textPart(text)]))
  }

  private mutating func addReasoning(_ text: String, at item: [String: JSONValue]) {
    let place = item.merging(["content_index": 0]) { $1 }
    func with(_ more: [String: JSONValue]) -> [String: JSONValue] { place.merging(more) { $1 } }
    add("response.content_part.added", with(["part": ResponsesItem.reasoningPart("")]))
    for word in TextPieces.words(of: text) {
      add("response.reasoning_text.delta", with(["delta": .string(word)]))
    }
    add("response.reasoning_text.done", with(["text": .string(text)]))
    add("response.content_part.done", with(["part": ResponsesItem.reasoningPart(text)]))
  }

  private mutating func addCall(_ call: ToolCall, at place: [String: JSONValue]) throws {
    let arguments = try call.arguments.json()
    for piece in TextPieces.equal(arguments) {
      add("response.function_call_arguments.delta", place.merging(["delta": .string(piece)]) { $1 })
    }
    add(
      "response.function_call_arguments.done",
      place.merging(["name": .string(call.name), "arguments": .string(arguments)]) { $1 })
  }
}
