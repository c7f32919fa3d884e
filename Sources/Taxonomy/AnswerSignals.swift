/// What a classifier says of a passage of an answer.
package struct AnswerSignals: Sendable, Equatable {
  /// Calibrated probability in 0...1 that the passage is harmful as an answer to its prompt (response harm).
  package var harm: Double
  /// Calibrated probability per hazard category; empty when the classifier has no such head.
  package var categories: [HazardCategory: Double]

  package init(harm: Double, categories: [HazardCategory: Double] = [:]) {
    self.harm = harm
    self.categories = categories
  }

  /// The worse of the two in every signal.
  package func worse(of other: AnswerSignals) -> AnswerSignals {
    AnswerSignals(
      harm: max(harm, other.harm), categories: categories.merging(other.categories) { max($0, $1) })
  }
}
