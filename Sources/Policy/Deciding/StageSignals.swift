import Taxonomy

/// What conditions look at, the same for prompts and answers.
struct StageSignals {
  var stage: Stage
  var harm: Double
  var categories: [HazardCategory: Double]
  /// Nil for answers and where the classifier does not score attacks.
  var attack: Double?

  init(_ signals: PromptSignals) {
    stage = .prompt
    harm = signals.harm
    categories = signals.categories
    attack = signals.attack
  }

  init(_ signals: AnswerSignals) {
    stage = .response
    harm = signals.harm
    categories = signals.categories
  }
}
