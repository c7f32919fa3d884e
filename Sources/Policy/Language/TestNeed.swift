/// Scores that a test rests on, so that it is left out where the classifier gives none: the rule that it is about cannot
/// fire there.
enum TestNeed: String, CaseIterable, Sendable {
  /// Scores of hazard categories.
  case category
  /// The probability of an attack.
  case attack

  func isMet(by scored: ScoredSignals) -> Bool {
    switch self {
    case .category: !scored.categories.isEmpty
    case .attack: scored.attack
    }
  }
}
