/// What every object of one answer repeats.
package struct AnswerEnvelope: Sendable, Equatable {
  package var id: String
  /// Unix time in seconds.
  package var created: Int
  package var model: String
  package var systemFingerprint: String?

  package init(id: String, created: Int, model: String, systemFingerprint: String? = nil) {
    self.id = id
    self.created = created
    self.model = model
    self.systemFingerprint = systemFingerprint
  }

  /// The envelope of an answer of upstream, so that what is written in its place looks the same; `nil` fields take
  /// the fallback's value.
  package init(of document: AnswerDocument, fallback: AnswerEnvelope) {
    self.init(
      id: document.id ?? fallback.id, created: document.created ?? fallback.created,
      model: document.model ?? fallback.model,
      systemFingerprint: document.systemFingerprint ?? fallback.systemFingerprint)
  }
}
