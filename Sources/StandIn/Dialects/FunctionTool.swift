/// A tool as OpenAI's chat completions and Ollama offer it.
struct FunctionTool: Decodable, Sendable {
  struct Function: Decodable, Sendable {
    let name: String
    let parameters: JSONValue?
  }

  /// Nil for tools of other types.
  let function: Function?

  var offer: ToolOffer? {
    function.map { ToolOffer(name: $0.name, parameters: $0.parameters ?? nil) }
  }
}
