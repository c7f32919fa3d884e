/// How much of a conversation a record keeps.
package enum RecordContent: String, CaseIterable, Sendable {
  /// The texts as they were.
  case full
  /// A hash of each text: equal texts can be found, and none read.
  case hashed
  /// No text and no hash.
  case none
}
