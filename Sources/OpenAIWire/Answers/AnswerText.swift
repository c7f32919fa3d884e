/// A piece of a choice's text. Pieces of one field and part follow each other in a stream.
package struct AnswerText: Sendable, Equatable {
  package var field: AnswerField
  /// Tells content blocks and output items of one answer apart; 0 in dialects that have none.
  package var part: Int
  package var text: String
  /// Whether this is no further piece, but says again all that its field and part have said so far, as an event at the
  /// end of a part does. It is for whoever follows the stream to see that it does.
  package var isRepeat: Bool

  package init(field: AnswerField, part: Int = 0, text: String, isRepeat: Bool = false) {
    self.field = field
    self.part = part
    self.text = text
    self.isRepeat = isRepeat
  }
}
