package import Taxonomy

/// What the classifier says of a test's texts.
package struct PolicyTestSignals: Sendable {
  package var prompt: PromptSignals
  /// The answer's passages as the proxy cuts them, with what the classifier says of each; empty for a test of the prompt.
  package var passages: [(text: String, signals: AnswerSignals)]
  /// What kind of refusal the answer is; nil for a test of the prompt.
  package var refusal: RefusalKind?

  package init(
    prompt: PromptSignals, passages: [(text: String, signals: AnswerSignals)] = [], refusal: RefusalKind? = nil
  ) {
    self.prompt = prompt
    self.passages = passages
    self.refusal = refusal
  }
}
