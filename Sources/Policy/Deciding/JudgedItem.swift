package import Taxonomy

/// A text of a request with what the classifier says of it alone: what the rules are tried for.
package struct JudgedItem: Sendable, Equatable {
  package var text: JudgedText
  /// Nil when the classifier failed on it.
  package var signals: PromptSignals?
  /// Why there are no signals; without meaning where there are.
  package var failure: SignalsFailure
  /// Index into the conversation's texts; of the conversation judged as a whole, that of the text that it is looked at as.
  /// Nil where there is no conversation.
  package var index: Int?

  package init(text: JudgedText, signals: PromptSignals?, index: Int?, failure: SignalsFailure = .failed) {
    self.text = text
    self.signals = signals
    self.index = index
    self.failure = failure
  }
}
