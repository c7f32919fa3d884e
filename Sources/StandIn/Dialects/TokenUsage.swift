/// Token counts as OpenAI's completions show them.
enum TokenUsage {
  static func of(prompt: Int, completion: Int) -> JSONValue {
    [
      "prompt_tokens": .int(prompt), "completion_tokens": .int(completion), "total_tokens": .int(prompt + completion),
    ]
  }
}
