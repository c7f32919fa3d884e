package import Taxonomy

/// What a record tells of a request: the scores and texts that rules can be tried on again.
package struct RecordedCase: Sendable {
  /// What a record does not hold, so that conditions on it are unknown.
  package struct Missing: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let text = Missing(rawValue: 1)
    package static let categories = Missing(rawValue: 2)
    package static let scores = Missing(rawValue: 4)
    package static let refusal = Missing(rawValue: 8)

    /// Whether a plain condition looks at one of these.
    func concerns(_ condition: Condition) -> Bool {
      switch condition {
      case .harm, .attack: contains(.scores)
      case .category: contains(.categories) || contains(.scores)
      case .refusal: contains(.refusal)
      case .personalData, .phrases, .expressions, .language, .length: contains(.text)
      case .role, .app, .model, .all, .any, .not: false
      }
    }
  }

  /// Nil where the classifier failed; without meaning where `scores` are missing.
  package var prompt: PromptSignals?
  /// Nil where it was not kept whole.
  package var promptText: String?
  package var missingOfPrompt: Missing
  /// Whether the record tells of an answer: none was generated to a refused prompt.
  package var hasAnswer: Bool
  package var answer: AnswerSignals?
  package var answerText: String?
  package var missingOfAnswer: Missing
  package var refusal: RefusalKind?
  package var facts: RouteFacts

  package init(
    prompt: PromptSignals?, promptText: String?, missingOfPrompt: Missing, hasAnswer: Bool, answer: AnswerSignals?,
    answerText: String?, missingOfAnswer: Missing, refusal: RefusalKind?, facts: RouteFacts
  ) {
    self.prompt = prompt
    self.promptText = promptText
    self.missingOfPrompt = missingOfPrompt
    self.hasAnswer = hasAnswer
    self.answer = answer
    self.answerText = answerText
    self.missingOfAnswer = missingOfAnswer
    self.refusal = refusal
    self.facts = facts
  }
}
