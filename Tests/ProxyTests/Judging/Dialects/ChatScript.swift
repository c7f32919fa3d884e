/// OpenAI's chat completions.
struct ChatScript: DialectScript {
  func places(of answer: ScriptedAnswer) -> [[String]] {
    answer.choices.enumerated().map { choice, parts in
      var tools = 0
      return parts.map { part in
        guard part.kind == .tool else { return "\(choice) \(part.kind)" }
        tools += 1
        return "\(choice) tool \(tools - 1)"
      }
    }
  }

  func opening(of answer: ScriptedAnswer) -> [ScriptedEvent] { [] }

  func frame(of answer: ScriptedAnswer, choice: Int) -> (start: [ScriptedEvent], end: [ScriptedEvent]) {
    (
      [chunk("{\"role\":\"assistant\",\"content\":\"\"}", choice, answer)],
      [chunk("{}", choice, answer, finish: "\"stop\"")]
    )
  }

  func runs(of answer: ScriptedAnswer, choice: Int) -> [[ScriptedEvent]] {
    var tools = 0
    return answer.choices[choice].map { part in
      switch part.kind {
      case .content:
        return part.pieces.map { piece in
          chunk("{\"content\":\(answer.quoted(piece))}", choice, answer, logprobs: logprobs([piece], answer))
        }
      case .reasoning:
        return part.pieces.map { chunk("{\"reasoning_content\":\(answer.quoted($0))}", choice, answer) }
      case .tool:
        let index = tools
        tools += 1
        let call = "\"index\":\(index),\"id\":\"call_\(index)\",\"type\":\"function\""
        let first = "{\"tool_calls\":[{\(call),\"function\":{\"name\":\"find_\(index)\",\"arguments\":\"\"}}]}"
        return [chunk(first, choice, answer)]
          + part.pieces.map { piece in
            let arguments = "{\"arguments\":\(answer.quoted(piece))}"
            return chunk("{\"tool_calls\":[{\"index\":\(index),\"function\":\(arguments)}]}", choice, answer)
          }
      }
    }
  }

  func ending(of answer: ScriptedAnswer) -> [ScriptedEvent] {
    let usage = "{\(head("chat.completion.chunk")),\"choices\":[],\"usage\":\(Self.usage)}"
    return (answer.includesUsage ? [ScriptedEvent(payload: usage)] : []) + [ScriptedEvent(payload: "[DONE]")]
  }

  func whole(_ answer: ScriptedAnswer) -> String {
    let choices = answer.choices.enumerated().map { choice, parts in
      var fields = ["\"role\":\"assistant\""]
      var calls: [String] = []
      var words: [String] = []
      for part in parts {
        switch part.kind {
        case .reasoning: fields.append("\"reasoning_content\":\(answer.quoted(part.text))")
        case .content:
          fields.append("\"content\":\(answer.quoted(part.text))")
          words = part.pieces
        case .tool:
          let function = "{\"name\":\"find_\(calls.count)\",\"arguments\":\(answer.quoted(part.text))}"
          calls.append("{\"id\":\"call_\(calls.count)\",\"type\":\"function\",\"function\":\(function)}")
        }
      }
      if !calls.isEmpty { fields.append("\"tool_calls\":[\(calls.joined(separator: ","))]") }
      let message = "{\(fields.joined(separator: ","))}"
      return "{\"index\":\(choice),\"message\":\(message)\(logprobs(words, answer)),\"finish_reason\":\"stop\"}"
    }
    return "{\(head("chat.completion")),\"choices\":[\(choices.joined(separator: ","))],\"usage\":\(Self.usage)}"
  }

  static let usage =
    "{\"prompt_tokens\":\(ScriptedNames.promptTokens),\"completion_tokens\":\(ScriptedNames.answerTokens),"
    + "\"total_tokens\":\(ScriptedNames.promptTokens + ScriptedNames.answerTokens)}"

  private func head(_ object: String) -> String {
    "\"id\":\"\(ScriptedNames.id)\",\"object\":\"\(object)\",\"created\":5,\"model\":\"\(ScriptedNames.model)\","
      + "\"system_fingerprint\":\"\(ScriptedNames.fingerprint)\",\(ScriptedNames.unknown)"
  }

  private func chunk(
    _ delta: String, _ choice: Int, _ answer: ScriptedAnswer, logprobs: String = "", finish: String = "null"
  ) -> ScriptedEvent {
    let choice = "{\"index\":\(choice),\"delta\":\(delta)\(logprobs),\"finish_reason\":\(finish)}"
    return ScriptedEvent(payload: "{\(head("chat.completion.chunk")),\"choices\":[\(choice)]}")
  }

  private func logprobs(_ tokens: [String], _ answer: ScriptedAnswer) -> String {
    guard answer.hasLogprobs else { return "" }
    let entries = tokens.map { "{\"token\":\(answer.quoted($0)),\"logprob\":-0.25,\"bytes\":null,\"top_logprobs\":[]}" }
    return ",\"logprobs\":{\"content\":[\(entries.joined(separator: ","))]}"
  }
}
