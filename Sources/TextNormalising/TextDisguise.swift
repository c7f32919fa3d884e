/// A way of writing words so that a reader of the surface misses them, and a model does not.
///
/// The raw value is the word used in explanations.
package enum TextDisguise: String, CaseIterable, Codable, Sendable {
  /// `k1ll`, `p@ssw0rd`.
  case leetspeak
  /// `b o m b`, `b.o.m.b`, `b-o-m-b`.
  case spacedLetters = "spaced_letters"
  /// `kiiiill`.
  case repeatedLetters = "repeated_letters"
  /// Written backwards, letter by letter.
  case reversed
  /// Letters moved by 13 places.
  case rot13
  /// RFC 4648, the standard and the URL-safe alphabet.
  case base64
  /// Bytes as hexadecimal digits, bare, spaced, or with `0x` or `\x`.
  case hex
  /// Bytes as eight binary digits each.
  case binary
  /// International Morse code in full stops and hyphens.
  case morse
  /// `%6B` (RFC 3986, section 2.1).
  case percentEncoding = "percent_encoding"
  /// `&#107;` and `&#x6b;`.
  case htmlEntities = "html_entities"
  /// `\u006b`, `\u{6b}`.
  case unicodeEscapes = "unicode_escapes"
  /// ASCII in invisible tag characters, U+E0020 to U+E007E.
  case tagCharacters = "tag_characters"
}
