/// The fields of answered audio; the raw value is the name on the wire.
enum AnswerAudioName: String, CaseIterable, Sendable {
  case id, data, transcript
  case expiresAt = "expires_at"

  static let table = JSONNameTable<AnswerAudioName>()
}
