/// What a classifier says of a request's judged texts, the worst text counting.
package struct PromptSignals: Sendable, Equatable {
  /// Calibrated probability in 0...1 that the prompt asks for harm.
  package var harm: Double
  /// Calibrated probability per hazard category; empty when the classifier has no such head.
  package var categories: [HazardCategory: Double]
  /// Calibrated probability of an attack (jailbreak); nil when the classifier has no such head.
  package var attack: Double?
  /// Where the text with the highest `harm` stood; nil when no text was judged.
  package var worst: TextPlace?
  /// Which UTF-8 bytes of that text the highest `harm` was found in; nil when the classifier does not say.
  package var worstRange: Range<Int>?

  package init(
    harm: Double, categories: [HazardCategory: Double] = [:], attack: Double? = nil, worst: TextPlace? = nil,
    worstRange: Range<Int>? = nil
  ) {
    self.harm = harm
    self.categories = categories
    self.attack = attack
    self.worst = worst
    self.worstRange = worstRange
  }
}
