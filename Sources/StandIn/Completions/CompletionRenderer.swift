/// Writes answers as OpenAI's `text_completion`, whole or in chunks of the same shape.
struct CompletionRenderer: Sendable {
  struct Choice: Sendable {
    /// The prompt, where it is to stand before the text.
    let echo: String
    let text: String
    let isCut: Bool

    var finish: JSONValue { isCut ? "length" : "stop" }
  }

  let stamp: Stamp
  let model: String
  let choices: [Choice]
  let promptTokens: Int

  private var usage: JSONValue {
    TokenUsage.of(prompt: promptTokens, completion: choices.reduce(0) { $0 + TextPieces.count($1.text) })
  }

  func whole() -> JSONValue {
    var document = document(choices.enumerated().map { rendered($0, $1.echo + $1.text, finish: $1.finish) })
    document["usage"] = usage
    return document
  }

  /// A word a chunk, one choice after the other; `[DONE]` is not one of them.
  func chunks(includesUsage: Bool) -> [JSONValue] {
    var chunks: [JSONValue] = []
    for (index, choice) in choices.enumerated() {
      let pieces = (choice.echo.isEmpty ? [] : [choice.echo]) + TextPieces.words(of: choice.text)
      chunks += pieces.map { document([rendered(index, $0, finish: nil)]) }
      chunks.append(document([rendered(index, "", finish: choice.finish)]))
    }
    if includesUsage {
      var last = document([])
      last["usage"] = usage
      chunks.append(last)
    }
    return chunks
  }

  private func document(_ choices: [JSONValue]) -> JSONValue {
    [
      "id": stamp.id("cmpl-"), "object": "text_completion", "created": .int(stamp.seconds), "model": .string(model),
      "choices": .array(choices),
    ]
  }

  private func rendered(_ index: Int, _ text: String, finish: JSONValue?) -> JSONValue {
    ["index": .int(index), "text": .string(text), "logprobs": nil, "finish_reason": finish ?? nil]
  }
}
