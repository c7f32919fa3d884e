/// How much of a conversation a record keeps.
package enum RecordContent: String, CaseIterable, Sendable {
  /// The texts as they were.
  case full
  /// The texts, with personal data and what the policy's `redact` rules name replaced.
  case redacted
  /// A hash of each text: equal texts can be found, and none read.
  case hashed
  /// No text and no hash.
  case none
}
