/// Ollama's chat. A called tool's arguments are an object, which comes in one line.
struct OllamaScript: DialectScript {
  func places(of answer: ScriptedAnswer) -> [[String]] { ChatScript().places(of: answer) }

  func opening(of answer: ScriptedAnswer) -> [ScriptedEvent] { [] }

  func runs(of answer: ScriptedAnswer, choice: Int) -> [[ScriptedEvent]] {
    let thoughtsAndWords = answer.choices[choice].filter { $0.kind != .tool }.map { part in
      part.pieces.map { piece in
        line(
          part.kind == .reasoning
            ? "\"content\":\"\",\"thinking\":\(answer.quoted(piece))" : "\"content\":\(answer.quoted(piece))")
      }
    }
    // Tools are told apart by their order, so they never take turns.
    let calls = answer.choices[choice].filter { $0.kind == .tool }.enumerated().map { index, part in
      line("\"content\":\"\",\"tool_calls\":[\(call(part, index))]")
    }
    return thoughtsAndWords + [calls]
  }

  func frame(of answer: ScriptedAnswer, choice: Int) -> (start: [ScriptedEvent], end: [ScriptedEvent]) { ([], []) }

  func ending(of answer: ScriptedAnswer) -> [ScriptedEvent] {
    [ScriptedEvent(payload: "{\(head),\"message\":{\"role\":\"assistant\",\"content\":\"\"},\(Self.end)}")]
  }

  func whole(_ answer: ScriptedAnswer) -> String {
    var fields: [String] = []
    var calls: [String] = []
    for part in answer.choices[0] {
      switch part.kind {
      case .reasoning: fields.append("\"thinking\":\(answer.quoted(part.text))")
      case .content: fields.append("\"content\":\(answer.quoted(part.text))")
      case .tool: calls.append(call(part, calls.count))
      }
    }
    if !calls.isEmpty { fields.append("\"tool_calls\":[\(calls.joined(separator: ","))]") }
    return "{\(head),\"message\":{\"role\":\"assistant\",\(fields.joined(separator: ","))},\(Self.end)}"
  }

  private var head: String {
    "\"model\":\"\(ScriptedNames.model)\",\"created_at\":\"2025-01-02T03:04:05.000006Z\",\(ScriptedNames.unknown)"
  }

  private static let end =
    "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":5,\"load_duration\":1,\"prompt_eval_duration\":2,"
    + "\"eval_duration\":2,\"prompt_eval_count\":\(ScriptedNames.promptTokens),\"eval_count\":\(ScriptedNames.answerTokens)"

  private func line(_ fields: String) -> ScriptedEvent {
    ScriptedEvent(payload: "{\(head),\"message\":{\"role\":\"assistant\",\(fields)},\"done\":false}")
  }

  private func call(_ part: ScriptedAnswer.Part, _ index: Int) -> String {
    "{\"function\":{\"index\":\(index),\"name\":\"find_\(index)\",\"arguments\":\(part.text)}}"
  }
}
