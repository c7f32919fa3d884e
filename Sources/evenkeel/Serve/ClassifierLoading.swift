package import Classifiers
package import Policy
import Taxonomy

/// Loads the classifier and holds it against known inputs.
package enum ClassifierLoading {
  /// - Parameters:
  ///   - kind: nil means what the weights are for; without weights the encoder, in a build that carries one.
  ///   - weights: a file of weights; nil means those that are built in.
  /// - Throws: when the weights cannot be used, or a known input gets a wrong score: such a classifier must not serve.
  package static func load(
    kind: ClassifierKind? = nil, weights: String?
  ) throws(ClassifierFailure) -> LoadedClassifier {
    let loaded = try LoadedClassifier(kind: kind, weights: weights)
    try ClassifierSelfCheck.run(loaded.classifier)
    return loaded
  }
}

extension ClassifierKind {
  /// What policies can ask of it beside harm and refusals.
  package var scoredSignals: ScoredSignals {
    scoresCategories ? ScoredSignals(categories: Set(HazardCategory.allCases), attack: true) : .harmOnly
  }
}
