import Taxonomy
import TextNormalising

/// Finds in a text what shows only once its disguises are undone: the words as they came, not those of a view.
///
/// No view says where its letters came from, so parts of the text are looked at by themselves: a part whose views hold more
/// than it holds as it came is halved until what is left is no more than a match. What cannot be told apart is taken as a
/// whole: rather too much is taken out than too little.
struct DisguisedMatches {
  /// What is found in a text as it stands.
  private let located: (String) -> [TextRedaction]
  /// Where something was found, line feeds stand, so that it is not found again.
  private var bytes: [UInt8]
  /// Bytes that may still be looked at. What is left when they are spent is taken as a whole.
  private var budget: Int
  private(set) var found: [TextRedaction] = []

  /// A match's label and words.
  private struct Match: Hashable, Comparable {
    var label: RedactionLabel
    var words: Substring

    static func < (left: Match, right: Match) -> Bool {
      (left.label.text, left.words) < (right.label.text, right.words)
    }
  }

  /// What the views of a part hold more often than the part itself does.
  private typealias Surplus = [Match: Int]

  /// - Parameter located: finds in a text, as it stands, what is looked for.
  init(in text: String, located: @escaping (String) -> [TextRedaction]) {
    self.located = located
    bytes = Array(text.utf8)
    // Texts of up to some 30 KiB are searched to the end; beyond, time stays linear.
    budget = 8 * bytes.count + (1 << 18)
  }

  /// - Parameter views: of the whole text.
  mutating func find(views: [TextView]) {
    find(in: bytes.indices, surplus(of: views, over: String(decoding: bytes, as: UTF8.self)))
  }

  private mutating func surplus(_ range: Range<Int>) -> Surplus {
    budget -= range.count
    let part = String(decoding: bytes[range], as: UTF8.self)
    return surplus(of: TextNormaliser.views(of: part), over: part)
  }

  private func surplus(of views: [TextView], over text: String) -> Surplus {
    var surplus: Surplus = [:]
    // Counted when the first view that differs needs it.
    var plain: Surplus?
    for view in views where view.text != text {
      let counts = counted(located(view.text), in: view.text)
      if counts.isEmpty { continue }
      let known = plain ?? counted(located(text), in: text)
      plain = known
      for (match, count) in counts {
        let more = count - (known[match] ?? 0)
        if more > 0 { surplus[match] = max(more, surplus[match] ?? 0) }
      }
    }
    return surplus
  }

  private func counted(_ redactions: [TextRedaction], in text: String) -> [Match: Int] {
    var counts: [Match: Int] = [:]
    for redaction in redactions {
      let start = text.utf8.index(text.startIndex, offsetBy: redaction.range.lowerBound)
      let end = text.utf8.index(start, offsetBy: redaction.range.count)
      counts[Match(label: redaction.label, words: text[start..<end]), default: 0] += 1
    }
    return counts
  }

  private mutating func find(in range: Range<Int>, _ surplus: Surplus) {
    guard let first = surplus.keys.min() else { return }
    guard budget > 0 else { return take(range, first.label) }
    if let middle = blank(nearMiddleOf: range) {
      let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
      let (before, behind) = (self.surplus(left), self.surplus(right))
      let taken = found.count
      // What lies on both sides goes first: it may hold a shorter match that one side shows.
      for match in surplus.keys.sorted() where budget > 0 {
        let missing = (surplus[match] ?? 0) - (before[match] ?? 0) - (behind[match] ?? 0)
        if missing > 0 { take(narrowed(range, to: match), match.label) }
      }
      let isChanged = found.count > taken
      find(in: left, isChanged ? self.surplus(left) : before)
      find(in: right, isChanged ? self.surplus(right) : behind)
    }
    // What is left lies on both sides, or in a word.
    while let match = self.surplus(range).keys.min() {
      guard budget > 0 else { return take(range, match.label) }
      take(narrowed(range, to: match), match.label)
    }
  }

  private mutating func take(_ range: Range<Int>, _ label: RedactionLabel) {
    found.append(TextRedaction(range: range, label: label))
    for index in range { bytes[index] = UInt8(ascii: "\n") }
  }

  /// The part without what can be left out at its ends.
  private mutating func narrowed(_ range: Range<Int>, to match: Match) -> Range<Int> {
    var (kept, tried) = (range.lowerBound, range.upperBound)
    while tried - kept > 1, budget > 0 {
      let middle = kept + (tried - kept) / 2
      if surplus(whole(middle..<range.upperBound))[match] == nil { tried = middle } else { kept = middle }
    }
    let start = whole(kept..<range.upperBound).lowerBound
    (kept, tried) = (range.upperBound, start)
    while kept - tried > 1, budget > 0 {
      let middle = tried + (kept - tried) / 2
      if surplus(whole(start..<middle))[match] == nil { tried = middle } else { kept = middle }
    }
    return whole(start..<kept)
  }

  /// The range without half a scalar at its start, and with the rest of the one at its end.
  private func whole(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return start..<max(start, end)
  }

  /// Where a blank ends that is not at the range's end, as near to the middle as there is one.
  private func blank(nearMiddleOf range: Range<Int>) -> Int? {
    let middle = range.lowerBound + range.count / 2
    for distance in 0...(range.count / 2 + 1) {
      for index in [middle - distance, middle + distance]
      where index > range.lowerBound && index < range.upperBound - 1 && isBlank(bytes[index - 1])
        && !isBlank(bytes[index])
      {
        return index
      }
    }
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
