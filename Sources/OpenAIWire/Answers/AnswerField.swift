/// Which text of a choice, or of a part of it, a piece of an answer belongs to.
package enum AnswerField: Hashable, Sendable {
  case content
  case refusal
  /// `reasoning_content`. Servers that write `reasoning` or `thinking` too repeat themselves there, so these are
  /// fields of their own (`.other`): joined with this one, they would interleave.
  case reasoning
  /// Arguments of the tool call with this index: JSON.
  case toolArguments(Int)
  /// The input of the custom tool that is called with this index: free text.
  case toolInput(Int)
  case toolName(Int)
  /// `function_call.arguments`.
  case functionArguments
  case audioTranscript
  /// Any other text, by its path below the message, such as `annotations`; below the choice where it stands there.
  case other(String)

  /// A text that claims to repeat what a field has said, and does not: a text of its own.
  package static func falseRepeat(of field: AnswerField) -> AnswerField { .other("repeat of \(field)") }
}
