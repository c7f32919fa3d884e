package import Taxonomy

/// A text of a request with what the classifier says of it alone: what the rules are tried for.
package struct JudgedItem: Sendable, Equatable {
  package var text: JudgedText
  /// Nil when the classifier failed on it.
  package var signals: PromptSignals?
  /// Index into the conversation's texts; nil for the conversation judged as a whole, which is looked at as its last
  /// text.
  package var index: Int?

  package init(text: JudgedText, signals: PromptSignals?, index: Int?) {
    self.text = text
    self.signals = signals
    self.index = index
  }
}
