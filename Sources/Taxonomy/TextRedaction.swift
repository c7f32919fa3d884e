/// A stretch of a text that a policy takes out, and what stands there instead.
package struct TextRedaction: Sendable, Hashable {
  /// UTF-8 bytes of the text; where it begins or ends within a character, the whole character goes.
  package var range: Range<Int>
  package var label: RedactionLabel

  package init(range: Range<Int>, label: RedactionLabel) {
    self.range = range
    self.label = label
  }
}
