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
  private struct Match: Hashable {
    var label: RedactionLabel
    var words: Substring
  }

  /// - Parameter located: finds in a text, as it stands, what is looked for.
  init(in text: String, located: @escaping (String) -> [TextRedaction]) {
    self.located = located
    bytes = Array(text.utf8)
    // Texts of up to some 30 KiB are searched to the end; beyond, time stays linear.
    budget = 8 * bytes.count + (1 << 18)
  }

  /// - Parameter views: of the whole text.
  mutating func find(views: [TextView]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard views.contains(where: { $0.text != text }), Self.excess(views, over: text, located) != nil else { return }
    find(in: bytes.indices)
  }

  /// What the views of a part hold more than the part itself; nil where they hold nothing more.
  private mutating func excess(_ range: Range<Int>) -> RedactionLabel? {
    budget -= range.count
    let part = String(decoding: bytes[range], as: UTF8.self)
    let views = TextNormaliser.views(of: part)
    return views.count == 1 && views[0].text == part ? nil : Self.excess(views, over: part, located)
  }

  private static func excess(
    _ views: [TextView], over text: String, _ located: (String) -> [TextRedaction]
  ) -> RedactionLabel? {
    let plain = counted(located(text), in: text)
    for view in views where view.text != text {
      for (match, count) in counted(located(view.text), in: view.text) where count > plain[match] ?? 0 {
        return match.label
      }
    }
    return nil
  }

  private static func counted(_ redactions: [TextRedaction], in text: String) -> [Match: Int] {
    var counts: [Match: Int] = [:]
    for redaction in redactions {
      let start = text.utf8.index(text.startIndex, offsetBy: redaction.range.lowerBound)
      let end = text.utf8.index(start, offsetBy: redaction.range.count)
      counts[Match(label: redaction.label, words: text[start..<end]), default: 0] += 1
    }
    return counts
  }

  private mutating func find(in range: Range<Int>) {
    guard let label = excess(range) else { return }
    guard budget > 0 else { return take(range, label) }
    if let middle = blank(nearMiddleOf: range) {
      find(in: range.lowerBound..<middle)
      find(in: middle..<range.upperBound)
    }
    // What is left lies on both sides, or in a word.
    while let label = excess(range) {
      guard budget > 0 else { return take(range, label) }
      take(narrowed(range), label)
    }
  }

  private mutating func take(_ range: Range<Int>, _ label: RedactionLabel) {
    found.append(TextRedaction(range: range, label: label))
    for index in range { bytes[index] = UInt8(ascii: "\n") }
  }

  /// The part without what can be left out at its ends.
  private mutating func narrowed(_ range: Range<Int>) -> Range<Int> {
    var (kept, tried) = (range.lowerBound, range.upperBound)
    while tried - kept > 1, budget > 0 {
      let middle = kept + (tried - kept) / 2
      if excess(whole(middle..<range.upperBound)) == nil { tried = middle } else { kept = middle }
    }
    let start = whole(kept..<range.upperBound).lowerBound
    (kept, tried) = (range.upperBound, start)
    while kept - tried > 1, budget > 0 {
      let middle = tried + (kept - tried) / 2
      if excess(whole(start..<middle)) == nil { tried = middle } else { kept = middle }
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
