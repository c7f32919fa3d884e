/// A stretch of a text that a policy takes out, and what stands there instead.
package struct TextRedaction: Sendable, Hashable {
  /// UTF-8 bytes of the text; where it begins or ends within a character, the whole character goes.
  package var range: Range<Int>
  package var label: RedactionLabel

  package init(range: Range<Int>, label: RedactionLabel) {
    self.range = range
    self.label = label
  }

  /// The text with its redactions carried out; they are sorted and do not overlap.
  package static func applied(_ redactions: [TextRedaction], to text: String) -> String {
    guard !redactions.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    for redaction in redactions {
      result += bytes[position..<redaction.range.lowerBound]
      result += redaction.label.text.utf8
      position = redaction.range.upperBound
    }
    result += bytes[position...]
    return String(decoding: result, as: UTF8.self)
  }
}
