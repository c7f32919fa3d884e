/// The fields of a request to `/v1/feedback`; the raw value is the name on the wire.
enum FeedbackField: String, CaseIterable, Sendable {
  case decision, verdict, comment

  static let table = JSONNameTable<FeedbackField>()
}
