import Taxonomy

extension RedactionLabel {
  /// What stands for a phrase or an expression's match.
  static let phrase = RedactionLabel("[REDACTED]")
}

extension PersonalDataKind {
  /// What stands for a piece of this kind.
  var label: RedactionLabel? { RedactionLabel(redactionLabel) }
}

extension TextRedaction {
  /// Nil where there is no label: none of ours is too long or holds what a label cannot.
  init?(range: Range<Int>, label: RedactionLabel?) {
    guard let label else { return nil }
    self.init(range: range, label: label)
  }

  /// Sorted, and joined where they overlap: the label of the first and longest stands for them.
  static func joined(_ redactions: [TextRedaction]) -> [TextRedaction] {
    var joined: [TextRedaction] = []
    let sorted = redactions.filter { !$0.range.isEmpty }.sorted {
      ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
    }
    for next in sorted {
      guard let last = joined.last, next.range.lowerBound < last.range.upperBound else {
        joined.append(next)
        continue
      }
      let range = last.range.lowerBound..<max(last.range.upperBound, next.range.upperBound)
      joined[joined.count - 1] = TextRedaction(range: range, label: last.label)
    }
    return joined
  }
}
