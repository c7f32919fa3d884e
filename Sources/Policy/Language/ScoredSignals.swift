package import Taxonomy

/// Which scores the classifier in use gives beside harm, so that rules on others can be warned about.
package struct ScoredSignals: Sendable, Equatable {
  package var categories: Set<HazardCategory>
  package var attack: Bool

  package init(categories: Set<HazardCategory>, attack: Bool) {
    self.categories = categories
    self.attack = attack
  }

  /// Harm and refusals, and nothing else.
  package static let harmOnly = ScoredSignals(categories: [], attack: false)
}
