/// Where in a text a stretch of one of its views comes from.
package enum ViewRange {
  /// The bytes of the text that a range of the view's bytes came from, and with them whatever was undone beside it.
  ///
  /// What the two have in common at their starts and ends is told apart exactly; all between counts as one change.
  /// Rounded outward to whole scalars. nil for a range outside the view.
  package static func source(of range: Range<Int>, in view: String, from text: String) -> Range<Int>? {
    guard range.lowerBound >= 0, range.upperBound <= view.utf8.count else { return nil }
    let (from, to) = (Array(text.utf8), Array(view.utf8))
    guard from != to else { return range }
    let most = min(from.count, to.count)
    var prefix = 0
    while prefix < most, from[prefix] == to[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < most - prefix, from[from.count - 1 - suffix] == to[to.count - 1 - suffix] { suffix += 1 }
    var lower = prefix
    if range.lowerBound < prefix {
      lower = range.lowerBound
    } else if range.lowerBound > to.count - suffix {
      lower = range.lowerBound + from.count - to.count
    }
    var upper = from.count - suffix
    if range.upperBound <= prefix {
      upper = range.upperBound
    } else if range.upperBound > to.count - suffix {
      upper = range.upperBound + from.count - to.count
    }
    while lower > 0, lower < from.count, from[lower] & 0xC0 == 0x80 { lower -= 1 }
    while upper < from.count, from[upper] & 0xC0 == 0x80 { upper += 1 }
    return lower..<max(lower, upper)
  }
}
