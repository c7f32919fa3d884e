/// Which lengths a condition is met by.
struct CountRange: Sendable, Equatable {
  /// Included.
  var lower: Int
  /// Excluded; `Int.max` where every greater one counts.
  var upper: Int

  func contains(_ count: Int) -> Bool { count >= lower && count < upper }

  func isWithin(_ other: CountRange) -> Bool { lower >= other.lower && upper <= other.upper }
}
