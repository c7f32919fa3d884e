/// Which scores a condition is met by: from `lower`, included, to `upper`, excluded.
struct ScoreRange: Sendable, Equatable {
  /// In 0...1; 0 for `below`.
  var lower: Double
  /// In 0...1, or infinity where every higher score counts.
  var upper: Double

  static func atLeast(_ bound: Double) -> ScoreRange { ScoreRange(lower: bound, upper: .infinity) }

  static func below(_ bound: Double) -> ScoreRange { ScoreRange(lower: 0, upper: bound) }

  /// The upper bound is excluded, so that neighbouring ranges do not overlap; but 1, the highest score, is included,
  /// or `[0.9, 1]` would let the surest scores pass.
  static func between(_ lower: Double, _ upper: Double) -> ScoreRange {
    ScoreRange(lower: lower, upper: upper == 1 ? .infinity : upper)
  }

  /// False for NaN.
  func contains(_ score: Double) -> Bool { score >= lower && score < upper }

  /// True when no score lies within.
  var isEmpty: Bool { lower >= upper }

  /// True when every score from 0 to 1 lies within.
  var isEverything: Bool { lower == 0 && upper > 1 }

  func isWithin(_ other: ScoreRange) -> Bool { lower >= other.lower && upper <= other.upper }
}
