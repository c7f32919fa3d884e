/// A person's judgement of one record.
package struct Review: Sendable, Equatable {
  /// Most UTF-8 bytes of a note.
  package static let noteByteLimit = 4_096

  package var label: ReviewLabel
  /// Why the prompt looks unsafe, or for a right refusal which safe prompts it resembles.
  package var type: XSTestType?
  /// Who judged, by whatever name they go.
  package var reviewer: String
  package var note: String?
  /// The answer that should have been given, for exports that train on it.
  package var answer: String?
  /// Unix time in milliseconds.
  package var milliseconds: Int64

  package init(
    label: ReviewLabel, type: XSTestType? = nil, reviewer: String, note: String? = nil, answer: String? = nil,
    milliseconds: Int64
  ) {
    self.label = label
    self.type = type
    self.reviewer = reviewer
    self.note = note
    self.answer = answer
    self.milliseconds = milliseconds
  }

  /// The review as it is stored: texts within their limits, no NUL characters; a time before 1970 becomes 1970.
  func bounded() -> Review {
    var review = self
    review.reviewer = reviewer.recordable(bytes: RefusalRecord.nameByteLimit)
    review.note = note?.recordable(bytes: Self.noteByteLimit)
    review.answer = answer?.recordable(bytes: RefusalRecord.contentByteLimit)
    review.milliseconds = max(milliseconds, 0)
    return review
  }

  /// Whether both say the same, whenever they said it.
  func saysTheSame(as other: Review) -> Bool {
    var other = other
    other.milliseconds = milliseconds
    return self == other
  }
}
