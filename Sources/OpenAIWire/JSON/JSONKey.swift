/// A key of an object that has been read: where its bytes are, and a hash of them.
///
/// Keys are compared by their decoded bytes: `"mod\u0065l"` and `"model"` are one key.
struct JSONKey {
  /// Keyed hash of the decoded bytes (`JSONKeyHash`).
  var hash: UInt64
  /// Offset of the opening quote in the document.
  var offset: UInt32
  /// Start of the decoded bytes, in the document or among the unescaped keys.
  var start: UInt32
  /// Number of decoded bytes.
  var count: UInt32
  /// True when the key held escapes, so that its decoded bytes do not stand in the document.
  var isUnescapedCopy: Bool
}
