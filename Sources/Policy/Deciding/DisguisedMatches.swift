import Taxonomy
import TextNormalising

/// Finds in a text what shows only once its disguises are undone: the words as they came, not those of a view.
///
/// No view says where its letters came from, so parts of the text are looked at by themselves: a part whose views hold more
/// than it holds as it came is halved until what is left is no more than a match. What cannot be told apart is taken as a
/// whole: rather too much is taken out than too little.
struct DisguisedMatches {
  /// Bytes on each side of a cut beyond which no match is looked for: a phrase of 200 characters, each in a disguise of
  /// several bytes and with some around it.
  private static let longestReach = 1 << 12

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
    // Enough for texts that are disguised all over; where it is not, time stays linear all the same.
    budget = 16 * bytes.count + (1 << 18)
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
    let parts = parts(of: range)
    var isComplete = false
    if parts.count > 1 {
      var found = parts.map { self.surplus($0) }
      // What lies on both sides of a cut goes first: it may hold a shorter match that one side shows.
      isComplete = true
      for match in surplus.keys.sorted() {
        var missing = found.reduce(surplus[match] ?? 0) { $0 - ($1[match] ?? 0) }
        for index in parts.indices.dropFirst() where missing > 0 && budget > 0 {
          guard let across = across(parts[index].lowerBound, within: range, match) else { continue }
          take(across, match.label)
          missing -= 1
          for side in [index - 1, index] { found[side] = self.surplus(parts[side]) }
        }
        if missing > 0 { isComplete = false }
      }
      for (part, surplus) in zip(parts, found) { find(in: part, surplus) }
    }
    // What is left lies within a word, or in more than two parts.
    while !isComplete, let match = self.surplus(range).keys.min() {
      guard budget > 0 else { return take(range, match.label) }
      take(narrowed(range, to: match), match.label)
    }
  }

  /// A match on both sides of a cut: looked for close to it first, since most are short.
  private mutating func across(_ cut: Int, within range: Range<Int>, _ match: Match) -> Range<Int>? {
    var reach = 64
    while true {
      let window = whole(max(range.lowerBound, cut - reach)..<min(range.upperBound, cut + reach))
      if shows(match, in: window, across: cut) { return narrowed(window, to: match, across: cut) }
      if window == range || reach > Self.longestReach { return nil }
      reach *= 4
    }
  }

  private mutating func take(_ range: Range<Int>, _ label: RedactionLabel) {
    found.append(TextRedaction(range: range, label: label))
    for index in range { bytes[index] = UInt8(ascii: "\n") }
  }

  /// The part without what can be left out at its ends.
  ///
  /// - Parameter cut: what the match lies on both sides of; nil where it need not.
  private mutating func narrowed(_ range: Range<Int>, to match: Match, across cut: Int? = nil) -> Range<Int> {
    var (kept, tried) = (range.lowerBound, cut ?? range.upperBound)
    while tried - kept > 1, budget > 0 {
      let middle = kept + (tried - kept) / 2
      if shows(match, in: whole(middle..<range.upperBound), across: cut) { kept = middle } else { tried = middle }
    }
    let start = whole(kept..<range.upperBound).lowerBound
    (kept, tried) = (range.upperBound, cut ?? start)
    while kept - tried > 1, budget > 0 {
      let middle = tried + (kept - tried) / 2
      if shows(match, in: whole(start..<middle), across: cut) { kept = middle } else { tried = middle }
    }
    return whole(start..<kept)
  }

  /// Whether a part shows a match, and more often than what is on each side of a cut.
  private mutating func shows(_ match: Match, in range: Range<Int>, across cut: Int?) -> Bool {
    guard let count = surplus(range)[match] else { return false }
    guard let cut, range.lowerBound < cut, cut < range.upperBound else { return cut == nil }
    return count > (surplus(range.lowerBound..<cut)[match] ?? 0) + (surplus(cut..<range.upperBound)[match] ?? 0)
  }

  /// The range without half a scalar at its start, and with the rest of the one at its end.
  private func whole(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return start..<max(start, end)
  }

  /// The range cut into at most eight parts, each but the first beginning behind a blank.
  private func parts(of range: Range<Int>) -> [Range<Int>] {
    let step = max(1, range.count / 8)
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + step
      while end < range.upperBound, !isBlank(bytes[end - 1]) || isBlank(bytes[end]) { end += 1 }
      end = min(end, range.upperBound)
      parts.append(start..<end)
      start = end
    }
    return parts
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
