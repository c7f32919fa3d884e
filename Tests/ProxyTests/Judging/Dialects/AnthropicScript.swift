/// Anthropic's messages: a part is a content block.
struct AnthropicScript: DialectScript {
  func places(of answer: ScriptedAnswer) -> [[String]] {
    answer.choices.map { parts in parts.enumerated().map { "0 \($1.kind) \($0)" } }
  }

  func opening(of answer: ScriptedAnswer) -> [ScriptedEvent] {
    let usage = "{\"input_tokens\":\(ScriptedNames.promptTokens),\"output_tokens\":1}"
    let message = message(content: "[]", stopReason: "null", usage: usage)
    return [
      event("message_start", ",\"message\":\(message),\(ScriptedNames.unknown)"), event("ping", ""),
    ]
  }

  func runs(of answer: ScriptedAnswer, choice: Int) -> [[ScriptedEvent]] {
    answer.choices[choice].enumerated().map { index, part in
      let deltas = part.pieces.map {
        event("content_block_delta", ",\"index\":\(index),\"delta\":\(delta($0, of: part, answer))")
      }
      let signature = ",\"index\":\(index),\"delta\":{\"type\":\"signature_delta\",\"signature\":\"\(Self.signature)\"}"
      return [event("content_block_start", ",\"index\":\(index),\"content_block\":\(block(part, index, "", answer))")]
        + deltas + (part.kind == .reasoning ? [event("content_block_delta", signature)] : [])
        + [event("content_block_stop", ",\"index\":\(index),\(ScriptedNames.unknown)")]
    }
  }

  func frame(of answer: ScriptedAnswer, choice: Int) -> (start: [ScriptedEvent], end: [ScriptedEvent]) { ([], []) }

  func ending(of answer: ScriptedAnswer) -> [ScriptedEvent] {
    let delta = "{\"stop_reason\":\"end_turn\",\"stop_sequence\":null}"
    return [
      event("message_delta", ",\"delta\":\(delta),\"usage\":{\"output_tokens\":\(ScriptedNames.answerTokens)}"),
      event("message_stop", ""),
    ]
  }

  func whole(_ answer: ScriptedAnswer) -> String {
    let blocks = answer.choices[0].enumerated().map { block($1, $0, $1.text, answer) }
    let usage = "{\"input_tokens\":\(ScriptedNames.promptTokens),\"output_tokens\":\(ScriptedNames.answerTokens)}"
    return message(
      content: "[\(blocks.joined(separator: ","))]", stopReason: "\"end_turn\"", usage: usage,
      more: ",\(ScriptedNames.unknown)")
  }

  private static let signature = "c2lnbmVk"

  private func message(content: String, stopReason: String, usage: String, more: String = "") -> String {
    "{\"id\":\"\(ScriptedNames.id)\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"\(ScriptedNames.model)\","
      + "\"content\":\(content),\"stop_reason\":\(stopReason),\"stop_sequence\":null,\"usage\":\(usage)\(more)}"
  }

  private func event(_ type: String, _ fields: String) -> ScriptedEvent {
    ScriptedEvent(name: type, payload: "{\"type\":\"\(type)\"\(fields)}")
  }

  /// - Parameter text: what the block says already.
  private func block(_ part: ScriptedAnswer.Part, _ index: Int, _ text: String, _ answer: ScriptedAnswer) -> String {
    switch part.kind {
    case .content: return "{\"type\":\"text\",\"text\":\(answer.quoted(text))}"
    case .reasoning:
      let signature = text.isEmpty ? "" : Self.signature
      return "{\"type\":\"thinking\",\"thinking\":\(answer.quoted(text)),\"signature\":\"\(signature)\"}"
    case .tool:
      let input = text.isEmpty ? "{}" : text
      return "{\"type\":\"tool_use\",\"id\":\"toolu_\(index)\",\"name\":\"find_\(index)\",\"input\":\(input)}"
    }
  }

  private func delta(_ piece: String, of part: ScriptedAnswer.Part, _ answer: ScriptedAnswer) -> String {
    let (type, field) =
      switch part.kind {
      case .content: ("text_delta", "text")
      case .reasoning: ("thinking_delta", "thinking")
      case .tool: ("input_json_delta", "partial_json")
      }
    return "{\"type\":\"\(type)\",\"\(field)\":\(answer.quoted(piece))}"
  }
}
