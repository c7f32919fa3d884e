/// One entry of an answer's `choices`.
package struct AnswerChoice: Sendable, Equatable {
  /// `index`; the position where the server gives none.
  package var index: Int
  /// The choice object's bytes, counted from the document's first byte.
  package var range: Range<Int>
  /// Every text of the choice, in the document's order; empty ones are left out.
  package var texts: [AnswerText]
  /// Why the answer ended; nil while it goes on.
  package var finishReason: String?
  /// Parts that are over: nothing more comes of their fields.
  package var finishedParts: [Int] = []
  /// Where the texts stand in the document, one entry for each, when the reading is traced.
  var sources: [[TextPiece]] = []
  /// The value of `logprobs`; nil where there is none or null.
  var logprobs: Range<Int>?
  /// Arrays of log probabilities beside texts of the choice, in dialects that have them there.
  var logprobArrays: [Range<Int>] = []

  package init(index: Int, range: Range<Int>, texts: [AnswerText], finishReason: String?) {
    self.index = index
    self.range = range
    self.texts = texts
    self.finishReason = finishReason
  }
}
