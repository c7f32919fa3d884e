/// How much of the prompt and the answer a record keeps; a policy's choice (`record.content`).
package enum ContentMode: String, CaseIterable, Codable, Sendable {
  /// The text, up to a limit.
  case full
  /// The text with personal data replaced by whoever recorded it, up to a limit.
  case redacted
  /// The SHA-256 of the whole text: enough to find repeats. Short prompts can be guessed from it.
  case hashed
  /// Nothing but the length.
  case none
}
