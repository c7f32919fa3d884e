/// How long records are kept, as policy files write it: a whole number of hours or days, as in `36h` or `90d`.
enum RetentionText {
  /// An hour, which is how often records are looked through, to a hundred years.
  static let seconds: ClosedRange<Int64> = 3_600...36_500 * 86_400
  /// The same for the schema, bounds aside.
  static let pattern = "^[1-9][0-9]{0,5}[hd]$"

  /// Nil for what is no such text, or beyond the bounds.
  static func parse(_ text: String) -> Duration? {
    guard text.wholeMatch(of: /[1-9][0-9]{0,5}[hd]/) != nil, let count = Int64(text.dropLast()) else { return nil }
    let length = count * (text.hasSuffix("d") ? 86_400 : 3_600)
    return seconds.contains(length) ? .seconds(length) : nil
  }
}
