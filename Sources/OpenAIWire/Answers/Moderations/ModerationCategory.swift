package import Taxonomy

/// The categories of OpenAI's moderation (`omni-moderation`); the raw value is the name on the wire.
///
/// # How the hazards become these categories
///
/// The classifier knows the 14 hazards of MLCommons AILuminate and Llama Guard 3, which are drawn otherwise. A score here
/// is made of hazards' probabilities by three rules, each of which errs towards saying that a text may be of the category:
/// - **any of**: what several hazards speak of has the greatest of their probabilities;
/// - **both**: what is two things at once has the lesser of the two, which is the most that both together can have;
/// - **a part of**: a kind of what a hazard speaks of, which the hazard does not tell apart, has the hazard's probability.
///
/// | category | score | because |
/// | --- | --- | --- |
/// | `hate` | hate | the same idea: demeaning people for protected characteristics |
/// | `hate/threatening` | hate and violent crimes, both | hate that also includes violence |
/// | `harassment` | any of hate, defamation | no hazard speaks of harassment; these two attack somebody with words |
/// | `harassment/threatening` | harassment and violent crimes, both | harassment that also includes violence |
/// | `illicit` | any of violent, nonviolent and sex crimes, child exploitation, indiscriminate weapons, cyber | these speak of enabling crimes, as this category does |
/// | `illicit/violent` | any of violent crimes, indiscriminate weapons | violence, and the procurement of weapons |
/// | `self-harm` | self-harm | the same idea |
/// | `self-harm/intent`, `self-harm/instructions` | self-harm | parts of it that the hazard does not tell apart |
/// | `sexual` | any of sexual content, sex crimes, child exploitation | arousing content, sexual services, and what is sexual about minors |
/// | `sexual/minors` | child exploitation | the same idea |
/// | `violence` | any of violent crimes, indiscriminate weapons | the hazards that speak of killing and injuring |
/// | `violence/graphic` | violent crimes | no hazard tells whether violence is shown in detail: a part of it |
///
/// `harassment` and `violence/graphic` are thus guesses from what is nearest. The second is never true alone: violent
/// crimes make `violence` true with it. The first is where defamation makes it so, for which OpenAI has no other word.
/// Specialized advice, privacy, intellectual property and elections are none of OpenAI's categories; they show among the
/// hazards that the answer carries beside them.
///
/// A classifier without hazards says only how harmful a text is. That is `illicit` then, the widest of the categories,
/// and nothing is said of the others.
package enum ModerationCategory: String, CaseIterable, Sendable {
  case harassment
  case harassmentThreatening = "harassment/threatening"
  case hate
  case hateThreatening = "hate/threatening"
  case illicit
  case illicitViolent = "illicit/violent"
  case selfHarm = "self-harm"
  case selfHarmIntent = "self-harm/intent"
  case selfHarmInstructions = "self-harm/instructions"
  case sexual
  case sexualMinors = "sexual/minors"
  case violence
  case violenceGraphic = "violence/graphic"

  /// The category's score in 0...1.
  ///
  /// - Parameters:
  ///   - hazards: probabilities; one that is missing counts as 0. Empty when the classifier knows no hazards.
  ///   - harm: the probability that the text is harmful at all.
  package func score(hazards: [HazardCategory: Double], harm: Double) -> Double {
    guard !hazards.isEmpty else { return self == .illicit ? harm : 0 }
    return Self.score(of: combination, hazards)
  }

  /// What the category is made of.
  private indirect enum Combination {
    case anyOf([HazardCategory])
    case both(Combination, Combination)
  }

  private var combination: Combination {
    switch self {
    case .hate: .anyOf([.hate])
    case .hateThreatening: .both(.anyOf([.hate]), .anyOf([.violentCrimes]))
    case .harassment: .anyOf([.hate, .defamation])
    case .harassmentThreatening: .both(.anyOf([.hate, .defamation]), .anyOf([.violentCrimes]))
    case .illicit:
      .anyOf([.violentCrimes, .nonviolentCrimes, .sexCrimes, .childExploitation, .indiscriminateWeapons, .cyber])
    case .illicitViolent, .violence: .anyOf([.violentCrimes, .indiscriminateWeapons])
    case .violenceGraphic: .anyOf([.violentCrimes])
    case .selfHarm, .selfHarmIntent, .selfHarmInstructions: .anyOf([.selfHarm])
    case .sexual: .anyOf([.sexualContent, .sexCrimes, .childExploitation])
    case .sexualMinors: .anyOf([.childExploitation])
    }
  }

  private static func score(of combination: Combination, _ hazards: [HazardCategory: Double]) -> Double {
    switch combination {
    case .anyOf(let categories): categories.map { hazards[$0] ?? 0 }.max() ?? 0
    case .both(let one, let other): min(score(of: one, hazards), score(of: other, hazards))
    }
  }
}
