/// Whose words a text of a conversation is.
///
/// The raw value is the word used in policy files. `definition` is not a role on the wire: it marks the text of tool
/// definitions and response schemas, which must not be mistaken for a person's words. `unknown` is any role that the
/// wire format does not define.
package enum SpeakerRole: String, CaseIterable, Codable, Sendable {
  case system
  case developer
  case user
  case assistant
  case tool
  case definition
  case unknown
}
