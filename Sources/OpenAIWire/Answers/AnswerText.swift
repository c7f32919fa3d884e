/// A piece of a choice's text.
package struct AnswerText: Sendable, Equatable {
  package var field: AnswerField
  package var text: String

  package init(field: AnswerField, text: String) {
    self.field = field
    self.text = text
  }
}
