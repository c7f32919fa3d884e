package import Taxonomy

/// What is found in one input of a moderation.
package struct ModerationResult: Sendable, Equatable {
  /// Calibrated probability in 0...1 that the text asks for harm.
  package var harm: Double
  /// Calibrated probability of an attack (jailbreak); nil when the classifier has no such head.
  package var attack: Double?
  /// Calibrated probability per hazard category; empty when the classifier has no such head.
  package var hazards: [HazardCategory: Double]
  /// Whether the policy's rules would refuse the input as a prompt.
  package var isRefused: Bool
  /// Whether there was text to be judged; an image alone has none.
  package var hasText: Bool

  package init(
    harm: Double, attack: Double? = nil, hazards: [HazardCategory: Double] = [:], isRefused: Bool = false,
    hasText: Bool = true
  ) {
    self.harm = harm
    self.attack = attack
    self.hazards = hazards
    self.isRefused = isRefused
    self.hasText = hasText
  }

  /// What a classifier says of an input's texts, the worst counting.
  package init(_ signals: PromptSignals, isRefused: Bool) {
    self.init(harm: signals.harm, attack: signals.attack, hazards: signals.categories, isRefused: isRefused)
  }

  /// The result of an input without words.
  package static var wordless: ModerationResult { ModerationResult(harm: 0, hasText: false) }

  /// The score of one of OpenAI's categories, in 0...1.
  package func score(of category: ModerationCategory) -> Double { category.score(hazards: hazards, harm: harm) }
}
