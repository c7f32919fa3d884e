/// Edits of one text of an answer.
package struct AnswerTextEdits: Sendable, Equatable {
  /// Position in the document's `choices`; nil for a text outside of them.
  package var choice: Int?
  /// Position among the `texts` of that choice, or of the document.
  package var text: Int
  /// In the text's order, without overlap.
  package var edits: [TextEdit]

  package init(choice: Int?, text: Int, edits: [TextEdit]) {
    self.choice = choice
    self.text = text
    self.edits = edits
  }
}
