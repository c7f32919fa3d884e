/// The types of parts that an answer is made of; the raw value is the name on the wire.
enum ResponsesPartType: String, CaseIterable, Sendable {
  case refusal
  case outputText = "output_text"
  case reasoningText = "reasoning_text"
  case summaryText = "summary_text"

  static let table = JSONNameTable<ResponsesPartType>()
}
