package import Taxonomy

/// Bringing redactions into the order and shape in which they can be carried out.
package enum Redactions {
  /// The redactions in the order of the text, within `bounds`, widened to whole characters; of those that overlap one is
  /// left, which covers all of them and has the first one's label. Empty ranges are left out.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 bytes of the text.
  ///   - base: offset of the first of these bytes in the text.
  ///   - bounds: offsets in the text, at borders of characters.
  package static func settled(
    _ redactions: [TextRedaction], in bytes: [UInt8], base: Int = 0, bounds: Range<Int>
  ) -> [TextRedaction] {
    var result: [TextRedaction] = []
    let ordered = redactions.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for redaction in ordered {
      var range = redaction.range.clamped(to: bounds)
      guard !range.isEmpty else { continue }
      range = border(before: range.lowerBound, bytes, base)..<border(after: range.upperBound, bytes, base)
      if let last = result.last, last.range.upperBound > range.lowerBound {
        result[result.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, range.upperBound)
      } else {
        result.append(TextRedaction(range: range, label: redaction.label))
      }
    }
    return result
  }

  /// The border of characters at or before an offset.
  package static func border(before offset: Int, _ bytes: [UInt8], _ base: Int) -> Int {
    var offset = offset
    while offset > base, offset - base < bytes.count, isWithinCharacter(offset - base, bytes) { offset -= 1 }
    return offset
  }

  private static func border(after offset: Int, _ bytes: [UInt8], _ base: Int) -> Int {
    var offset = offset
    while offset - base < bytes.count, isWithinCharacter(offset - base, bytes) { offset += 1 }
    return offset
  }

  private static func isWithinCharacter(_ index: Int, _ bytes: [UInt8]) -> Bool {
    bytes[index] & 0xC0 == 0x80
  }
}
