package import Classifiers

/// Loads the classifier and holds it against known inputs.
package enum ClassifierLoading {
  /// - Parameter weights: a file of weights; nil means those that are built in.
  /// - Throws: when the weights cannot be used, or a known input gets a wrong score: such a classifier must not serve.
  package static func load(weights: String?) throws -> NgramClassifier {
    let classifier = try weights.map { try NgramClassifier(contentsOf: $0) } ?? NgramClassifier.embedded()
    try ClassifierSelfCheck.run(classifier)
    return classifier
  }
}
