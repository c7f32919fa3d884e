/// OpenAI's completions.
struct CompletionsScript: DialectScript {
  func places(of answer: ScriptedAnswer) -> [[String]] {
    answer.choices.enumerated().map { choice, parts in parts.map { "\(choice) \($0.kind)" } }
  }

  func opening(of answer: ScriptedAnswer) -> [ScriptedEvent] { [] }

  func frame(of answer: ScriptedAnswer, choice: Int) -> (start: [ScriptedEvent], end: [ScriptedEvent]) {
    ([], [chunk("", choice, answer, finish: "\"stop\"")])
  }

  func runs(of answer: ScriptedAnswer, choice: Int) -> [[ScriptedEvent]] {
    answer.choices[choice].map { part in part.pieces.map { chunk($0, choice, answer) } }
  }

  func ending(of answer: ScriptedAnswer) -> [ScriptedEvent] {
    let usage = "{\(head),\"choices\":[],\"usage\":\(ChatScript.usage)}"
    return (answer.includesUsage ? [ScriptedEvent(payload: usage)] : []) + [ScriptedEvent(payload: "[DONE]")]
  }

  func whole(_ answer: ScriptedAnswer) -> String {
    let choices = answer.choices.enumerated().map { choice, parts in
      entry(parts.map(\.text).joined(), tokens: parts.flatMap(\.pieces), choice, answer, finish: "\"stop\"")
    }
    return "{\(head),\"choices\":[\(choices.joined(separator: ","))],\"usage\":\(ChatScript.usage)}"
  }

  private var head: String {
    "\"id\":\"\(ScriptedNames.id)\",\"object\":\"text_completion\",\"created\":5,\"model\":\"\(ScriptedNames.model)\","
      + "\"system_fingerprint\":\"\(ScriptedNames.fingerprint)\",\(ScriptedNames.unknown)"
  }

  private func chunk(
    _ text: String, _ choice: Int, _ answer: ScriptedAnswer, finish: String = "null"
  ) -> ScriptedEvent {
    let entry = entry(text, tokens: text.isEmpty ? [] : [text], choice, answer, finish: finish)
    return ScriptedEvent(payload: "{\(head),\"choices\":[\(entry)]}")
  }

  private func entry(
    _ text: String, tokens: [String], _ choice: Int, _ answer: ScriptedAnswer, finish: String
  ) -> String {
    var logprobs = "null"
    if answer.hasLogprobs, !tokens.isEmpty {
      let words = tokens.map(answer.quoted).joined(separator: ",")
      let numbers = tokens.map { _ in "-0.25" }.joined(separator: ",")
      logprobs = "{\"tokens\":[\(words)],\"token_logprobs\":[\(numbers)],\"top_logprobs\":null,\"text_offset\":[0]}"
    }
    return
      "{\"text\":\(answer.quoted(text)),\"index\":\(choice),\"logprobs\":\(logprobs),\"finish_reason\":\(finish)}"
  }
}
