package import Classifiers

/// Loads the classifier and holds it against known inputs.
package enum ClassifierLoading {
  /// - Parameters:
  ///   - kind: nil means what the weights are for, or else the n-gram classifier.
  ///   - weights: a file of weights; nil means those that are built in.
  /// - Throws: when the weights cannot be used, or a known input gets a wrong score: such a classifier must not serve.
  package static func load(kind: ClassifierKind? = nil, weights: String?) throws -> any ShippedClassifier {
    let kind = try kind ?? weights.map { try ClassifierKind(ofWeights: $0) } ?? .ngram
    let classifier = try kind.load(weights: weights)
    try ClassifierSelfCheck.run(classifier)
    return classifier
  }
}
