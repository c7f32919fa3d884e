/// A classifier made ready from its weights: what judges, and what goes with it.
package struct LoadedClassifier: Sendable {
  /// Judges texts in every view that undoes a disguise (`NormalisingClassifier`).
  package let classifier: any HarmClassifier
  package let kind: ClassifierKind
  /// The thresholds that were chosen for its weights.
  package let thresholds: ShippedThresholds

  /// - Parameters:
  ///   - kind: nil means what the weights are for; without weights the encoder, in a build that carries one.
  ///   - weights: a file of weights; nil means those that this build carries.
  /// - Throws: `badWeights`, also for weights of another kind than the one asked for.
  package init(kind: ClassifierKind? = nil, weights: String? = nil) throws(ClassifierFailure) {
    if let kind {
      self.kind = kind
    } else if let weights {
      self.kind = try ClassifierKind(ofWeights: weights)
    } else {
      self.kind = .embedded
    }
    switch self.kind {
    case .ngram:
      let base =
        if let weights { try NgramClassifier(contentsOf: weights) } else { try NgramClassifier.embedded() }
      classifier = NormalisingClassifier(base)
      thresholds = base.thresholds
    case .encoder:
      let base =
        if let weights { try EncoderClassifier(contentsOf: weights) } else { try EncoderClassifier.embedded() }
      classifier = NormalisingClassifier(base)
      thresholds = base.thresholds
    }
  }
}
