/// When a request goes to the model.
package enum PromptStart: String, CaseIterable, Sendable {
  /// Once its prompt is judged.
  case judged
  /// While its prompt is judged; the answer is held until the prompt has passed.
  case parallel
}
