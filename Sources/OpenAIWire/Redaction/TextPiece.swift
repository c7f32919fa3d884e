/// A stretch of a text that is what one string of the document says, whole.
struct TextPiece: Equatable, Sendable {
  /// Where it begins in the text, in UTF-8 bytes.
  var offset: Int
  /// Its length in the text, in UTF-8 bytes.
  var count: Int
  /// The bytes between the string's quotes in the document.
  var token: JSONStringToken
  /// Whether the string is an object's key.
  var isKey: Bool

  var range: Range<Int> { offset..<offset + count }
}
