package import RefusalLog

/// A record whose texts are not fit to be kept yet: finding personal data in them may take long.
package struct RecordDraft: Sendable {
  /// Without texts.
  private let record: RefusalRecord
  private let prompt: ContentCapture
  private let answer: ContentCapture?
  private let secondAnswer: ContentCapture?

  /// - Parameters:
  ///   - record: whatever texts it holds are not kept.
  ///   - answer: nil where none came.
  ///   - secondAnswer: nil where the model was not asked once more.
  package init(_ record: RefusalRecord, prompt: ContentCapture, answer: ContentCapture?, secondAnswer: ContentCapture?)
  {
    self.record = record
    self.prompt = prompt
    self.answer = answer
    self.secondAnswer = secondAnswer
  }

  /// Whether `finished` looks for personal data.
  var isRedacted: Bool { record.contentMode == .redacted }

  /// The record with as much of its texts as its mode allows.
  func finished() -> RefusalRecord {
    record.keeping(prompt: prompt.content, answer: answer?.content, secondAnswer: secondAnswer?.content)
  }

  /// The record with the lengths of its texts alone.
  func withoutTexts() -> RefusalRecord {
    record.keeping(prompt: prompt.length, answer: answer?.length, secondAnswer: secondAnswer?.length)
  }
}

extension RefusalRecord {
  fileprivate func keeping(
    prompt: RecordedContent, answer: RecordedContent?, secondAnswer: RecordedContent?
  ) -> RefusalRecord {
    var record = self
    (record.prompt, record.promptBytes) = (prompt.text, prompt.byteCount)
    (record.answer, record.answerBytes) = (answer?.text, answer?.byteCount)
    record.retry?.answer = secondAnswer?.text
    record.retry?.answerBytes = secondAnswer?.byteCount
    return record
  }
}
