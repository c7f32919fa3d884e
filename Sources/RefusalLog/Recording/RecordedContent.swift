/// A prompt or an answer in the form in which a record keeps it.
package struct RecordedContent: Sendable, Equatable {
  /// What is stored: the beginning of the text, its SHA-256 in lower-case hexadecimal digits, or nil.
  package var text: String?
  /// Length of the whole text in UTF-8 bytes; nil when there was no text at all.
  package var byteCount: Int?

  /// Most UTF-8 bytes kept of a text in modes `full` and `redacted` unless the caller asks for another limit.
  package static let defaultByteLimit = 16_384

  /// No text: the prompt had none, or no answer came.
  package static let absent = RecordedContent(text: nil, byteCount: nil)

  init(text: String?, byteCount: Int?) {
    self.text = text
    self.byteCount = byteCount
  }

  /// - Parameters:
  ///   - whole: the whole text.
  ///   - byteLimit: most UTF-8 bytes kept in modes `full` and `redacted`; cut at a Unicode scalar.
  ///   - redact: finds what is replaced in mode `redacted`; without it that mode keeps no text.
  package init(
    _ whole: String, mode: ContentMode, byteLimit: Int = RecordedContent.defaultByteLimit,
    redact: ContentRedacting? = nil
  ) {
    var capture = ContentCapture(mode: mode, byteLimit: byteLimit, redact: redact)
    capture.append(whole)
    self = capture.content
  }
}
