/// A stretch of a text that is what one string of the document says, whole, or a stretch of the document's JSON.
struct TextPiece: Equatable, Sendable {
  /// Where it begins in the text, in UTF-8 bytes.
  var offset: Int
  /// Its length in the text, in UTF-8 bytes.
  var count: Int
  /// The bytes between the string's quotes in the document, or those of the stretch.
  var token: JSONStringToken
  /// Whether the string is an object's key.
  var isKey: Bool
  /// Whether the stretch is JSON as it stands, not what a string says: what takes its place is JSON too.
  var isJSON = false

  var range: Range<Int> { offset..<offset + count }
}
