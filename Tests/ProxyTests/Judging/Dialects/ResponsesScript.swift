/// OpenAI's responses: a part is a part of a message's content, the summary of a reasoning, or a called function.
struct ResponsesScript: DialectScript {
  /// Parts of content that follow each other are parts of one message.
  private struct Item {
    var kind: ScriptedAnswer.Kind
    var parts: [ScriptedAnswer.Part]
  }

  private func items(of answer: ScriptedAnswer) -> [Item] {
    var items: [Item] = []
    for part in answer.choices[0] {
      if part.kind == .content, items.last?.kind == .content {
        items[items.count - 1].parts.append(part)
      } else {
        items.append(Item(kind: part.kind, parts: [part]))
      }
    }
    return items
  }

  func places(of answer: ScriptedAnswer) -> [[String]] {
    let items = items(of: answer)
    return [
      items.indices.flatMap { output in
        items[output].parts.indices.map { "0 \(items[output].kind) \(output).\($0)" }
      }
    ]
  }

  func opening(of answer: ScriptedAnswer) -> [ScriptedEvent] {
    let response = ",\"response\":\(response(status: "in_progress", output: "[]", usage: "null"))"
    return [event("response.created", response), event("response.in_progress", response)]
  }

  func frame(of answer: ScriptedAnswer, choice: Int) -> (start: [ScriptedEvent], end: [ScriptedEvent]) { ([], []) }

  func runs(of answer: ScriptedAnswer, choice: Int) -> [[ScriptedEvent]] {
    items(of: answer).enumerated().map { output, item in
      let place = ",\"output_index\":\(output)"
      var events = [
        event("response.output_item.added", "\(place),\"item\":\(self.item(item, output, isDone: false, answer))")
      ]
      for (index, part) in item.parts.enumerated() {
        switch item.kind {
        case .content: events += contentEvents(part, output, index, answer)
        case .reasoning: events += reasoningEvents(part, output, index, answer)
        case .tool: events += callEvents(part, output, answer)
        }
      }
      events.append(
        event("response.output_item.done", "\(place),\"item\":\(self.item(item, output, isDone: true, answer))"))
      return events
    }
  }

  func ending(of answer: ScriptedAnswer) -> [ScriptedEvent] {
    [event("response.completed", ",\"response\":\(whole(answer))")]
  }

  func whole(_ answer: ScriptedAnswer) -> String {
    let output = items(of: answer).enumerated().map { item($1, $0, isDone: true, answer) }
    return response(status: "completed", output: "[\(output.joined(separator: ","))]", usage: Self.usage)
  }

  static let usage =
    "{\"input_tokens\":\(ScriptedNames.promptTokens),\"input_tokens_details\":{\"cached_tokens\":0},"
    + "\"output_tokens\":\(ScriptedNames.answerTokens),\"output_tokens_details\":{\"reasoning_tokens\":0},"
    + "\"total_tokens\":\(ScriptedNames.promptTokens + ScriptedNames.answerTokens)}"

  private func contentEvents(
    _ part: ScriptedAnswer.Part, _ output: Int, _ index: Int, _ answer: ScriptedAnswer
  ) -> [ScriptedEvent] {
    let place = ",\"item_id\":\"item_\(output)\",\"output_index\":\(output),\"content_index\":\(index)"
    let text = answer.quoted(part.text)
    return [event("response.content_part.added", "\(place),\"part\":\(content("\"\""))")]
      + part.pieces.map { piece in
        let quoted = answer.quoted(piece)
        let logprobs = answer.hasLogprobs ? "[{\"token\":\(quoted),\"logprob\":-0.25,\"top_logprobs\":[]}]" : "[]"
        return event("response.output_text.delta", "\(place),\"delta\":\(quoted),\"logprobs\":\(logprobs)")
      } + [
        event("response.output_text.done", "\(place),\"text\":\(text),\"logprobs\":[]"),
        event("response.content_part.done", "\(place),\"part\":\(content(text))"),
      ]
  }

  private func reasoningEvents(
    _ part: ScriptedAnswer.Part, _ output: Int, _ index: Int, _ answer: ScriptedAnswer
  ) -> [ScriptedEvent] {
    let place = ",\"item_id\":\"item_\(output)\",\"output_index\":\(output),\"summary_index\":\(index)"
    let text = answer.quoted(part.text)
    let type = "response.reasoning_summary"
    return [event("\(type)_part.added", "\(place),\"part\":{\"type\":\"summary_text\",\"text\":\"\"}")]
      + part.pieces.map { event("\(type)_text.delta", "\(place),\"delta\":\(answer.quoted($0))") } + [
        event("\(type)_text.done", "\(place),\"text\":\(text)"),
        event("\(type)_part.done", "\(place),\"part\":{\"type\":\"summary_text\",\"text\":\(text)}"),
      ]
  }

  private func callEvents(
    _ part: ScriptedAnswer.Part, _ output: Int, _ answer: ScriptedAnswer
  ) -> [ScriptedEvent] {
    let place = ",\"item_id\":\"item_\(output)\",\"output_index\":\(output)"
    let type = "response.function_call_arguments"
    return part.pieces.map { event("\(type).delta", "\(place),\"delta\":\(answer.quoted($0))") } + [
      event("\(type).done", "\(place),\"name\":\"find_\(output)\",\"arguments\":\(answer.quoted(part.text))")
    ]
  }

  private func item(_ item: Item, _ output: Int, isDone: Bool, _ answer: ScriptedAnswer) -> String {
    let texts = isDone ? item.parts.map { answer.quoted($0.text) } : []
    let head = "{\"id\":\"item_\(output)\",\"status\":\"\(isDone ? "completed" : "in_progress")\""
    switch item.kind {
    case .content:
      let parts = texts.map(content).joined(separator: ",")
      return "\(head),\"type\":\"message\",\"role\":\"assistant\",\"content\":[\(parts)]}"
    case .reasoning:
      let parts = texts.map { "{\"type\":\"summary_text\",\"text\":\($0)}" }.joined(separator: ",")
      return "\(head),\"type\":\"reasoning\",\"summary\":[\(parts)]}"
    case .tool:
      return "\(head),\"type\":\"function_call\",\"call_id\":\"call_\(output)\",\"name\":\"find_\(output)\","
        + "\"arguments\":\(texts.first ?? "\"\"")}"
    }
  }

  private func content(_ quoted: String) -> String {
    "{\"type\":\"output_text\",\"text\":\(quoted),\"annotations\":[],\"logprobs\":[]}"
  }

  private func response(status: String, output: String, usage: String) -> String {
    "{\"id\":\"\(ScriptedNames.id)\",\"object\":\"response\",\"created_at\":5,\"status\":\"\(status)\",\"error\":null,"
      + "\"incomplete_details\":null,\"instructions\":null,\"model\":\"\(ScriptedNames.model)\",\"output\":\(output),"
      + "\"parallel_tool_calls\":true,\"temperature\":1.0,\"tool_choice\":\"auto\",\"tools\":[],"
      + "\"usage\":\(usage),\"metadata\":{},\(ScriptedNames.unknown)}"
  }

  private func event(_ type: String, _ fields: String) -> ScriptedEvent {
    ScriptedEvent(name: type, payload: "{\"type\":\"\(type)\",\(ScriptedEvent.unnumbered)\(fields)}")
  }
}
