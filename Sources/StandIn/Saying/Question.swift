/// What a request of any dialect asks.
struct Question: Sendable {
  var model: String
  /// The words of the last user message; empty when there is none.
  var text: String
  /// What the system messages say; empty when there are none.
  var system = ""
  /// What a tool gave, when that is the last that was said.
  var toolResult: String?
  var tools: [ToolOffer] = []
  var toolChoice = ToolChoice.free
  /// The schema that the answer has to fit, for structured output.
  var schema: JSONValue?
  /// The most words of the answer; nil for no limit.
  var wordLimit: Int?

  /// Models whose names end so show their reasoning.
  var wantsReasoning: Bool { model.hasSuffix("-reasoning") }
}
