import Taxonomy

/// What must hold for a rule to fire.
///
/// A score that the classifier does not give is unknown, and so is every condition that depends on it, its negation
/// too: a rule fires only when its condition is known to hold.
indirect enum Condition: Sendable, Equatable {
  /// The harm of the stage's own text.
  case harm(ScoreRange)
  /// The probability of an attack; known for prompts only.
  case attack(ScoreRange)
  /// At least one of the categories' scores lies in the range.
  case category([HazardCategory], ScoreRange)
  case all([Condition])
  case any([Condition])
  case not(Condition)

  /// Whether the condition holds; nil when that is unknown. Pure, and allocates nothing.
  func holds(_ signals: StageSignals) -> Bool? {
    switch self {
    case .harm(let range): return range.contains(signals.harm)
    case .attack(let range): return signals.attack.flatMap { $0.isNaN ? nil : range.contains($0) }
    case .category(let categories, let range):
      var result: Bool? = false
      for category in categories {
        guard let score = signals.categories[category], !score.isNaN else {
          result = nil
          continue
        }
        if range.contains(score) { return true }
      }
      return result
    case .all(let conditions):
      var result: Bool? = true
      for condition in conditions {
        guard let holds = condition.holds(signals) else {
          result = nil
          continue
        }
        if !holds { return false }
      }
      return result
    case .any(let conditions):
      var result: Bool? = false
      for condition in conditions {
        guard let holds = condition.holds(signals) else {
          result = nil
          continue
        }
        if holds { return true }
      }
      return result
    case .not(let condition): return condition.holds(signals).map { !$0 }
    }
  }

  /// How many conditions it is made of, itself among them.
  var nodes: Int {
    switch self {
    case .harm, .attack, .category: 1
    case .all(let conditions), .any(let conditions): conditions.reduce(1) { $0 + $1.nodes }
    case .not(let condition): 1 + condition.nodes
    }
  }

  /// True when `other` surely holds wherever this holds. False proves nothing: only plain cases are seen through.
  func implies(_ other: Condition) -> Bool {
    switch (self, other) {
    case (_, .harm(let range)) where range.isEverything: true
    case (.harm(let inner), .harm(let outer)), (.attack(let inner), .attack(let outer)): inner.isWithin(outer)
    case (.category(let few, let inner), .category(let many, let outer)):
      inner.isWithin(outer) && few.allSatisfy(many.contains)
    case (_, .all(let conditions)): conditions.allSatisfy { implies($0) }
    case (.any(let conditions), _): conditions.allSatisfy { $0.implies(other) }
    case (_, .any(let conditions)) where conditions.contains { implies($0) }: true
    case (.all(let conditions), _): conditions.contains { $0.implies(other) }
    default: self == other
    }
  }
}
