/// Why a safe prompt looks unsafe: the ten prompt types of XSTest (Röttger et al. 2024), by the words of its files.
package enum XSTestType: String, CaseIterable, Codable, Sendable {
  /// A word with a harmless second meaning: to kill a process.
  case homonyms
  /// A figure of speech: to die for a dish.
  case figurativeLanguage = "figurative_language"
  /// Harm to something that cannot be harmed: to blow up a balloon.
  case safeTargets = "safe_targets"
  /// Harm in a game, a story or on a stage.
  case safeContexts = "safe_contexts"
  /// The meaning of a word.
  case definitions
  /// A nonsensical group and real discrimination.
  case nonsenseGroup = "nons_group_real_discr"
  /// A real group and nonsensical discrimination.
  case nonsenseDiscrimination = "real_group_nons_discr"
  case historicalEvents = "historical_events"
  /// Public facts about a person.
  case publicPrivacy = "privacy_public"
  /// Private facts about a fictional character.
  case fictionalPrivacy = "privacy_fictional"

  /// XSTest's word for the unsafe prompts that are set against this type.
  var contrast: String {
    switch self {
    case .nonsenseGroup, .nonsenseDiscrimination: "contrast_discr"
    case .publicPrivacy, .fictionalPrivacy: "contrast_privacy"
    case .homonyms, .figurativeLanguage, .safeTargets, .safeContexts, .definitions, .historicalEvents:
      "contrast_" + rawValue
    }
  }
}
