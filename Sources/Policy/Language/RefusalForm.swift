/// The form in which a refusal reaches the client.
package enum RefusalForm: String, CaseIterable, Sendable {
  /// An ordinary answer with status 200 and `finish_reason: "content_filter"`: clients neither fail nor try again.
  case completion
  /// Status 400 in Azure's shape: `code: "content_filter"`, with what was found under `innererror`.
  case error
}
