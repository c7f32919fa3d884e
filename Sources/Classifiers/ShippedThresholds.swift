package import Taxonomy

/// The probabilities from which on a text counts as flagged, chosen on the dev split and shipped with the weights.
///
/// Policies name their own thresholds; these are what `evenkeel classify` and the policies' authors start from. How they
/// were chosen and what each costs stands in docs/classifier.md.
package struct ShippedThresholds: Sendable, Equatable {
  /// Three operating points of one head, from few false positives to few misses.
  package struct Levels: Sendable, Equatable {
    package var permissive: Double
    package var balanced: Double
    package var strict: Double

    package init(permissive: Double, balanced: Double, strict: Double) {
      self.permissive = permissive
      self.balanced = balanced
      self.strict = strict
    }
  }

  package var prompt: Levels
  package var response: Levels
  /// From here on an answer counts as a refusal, full or partial.
  package var refusal: Double
  /// From here on a refusal counts as full.
  package var fullRefusal: Double
  /// From here on a prompt counts as an attack; nil for a classifier without that head.
  package var attack: Double?
  /// From here on a text belongs to a hazard category; empty for a classifier without those heads.
  package var categories: [HazardCategory: Double]

  package init(
    prompt: Levels, response: Levels, refusal: Double, fullRefusal: Double, attack: Double? = nil,
    categories: [HazardCategory: Double] = [:]
  ) {
    self.prompt = prompt
    self.response = response
    self.refusal = refusal
    self.fullRefusal = fullRefusal
    self.attack = attack
    self.categories = categories
  }
}
