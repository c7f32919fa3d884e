/// A stretch of a text and what stands in its place.
package struct TextEdit: Sendable, Equatable {
  /// UTF-8 bytes of the text.
  package var range: Range<Int>
  package var replacement: String

  package init(range: Range<Int>, replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}
