import Taxonomy

extension CompiledPolicy {
  /// Tries the rules on what a record holds, as `replay(_:)` does, and says why each came out as it did.
  package func explain(_ recorded: RecordedCase) -> RecordedExplanation {
    var prompt = StageInput(
      recorded.prompt, text: recorded.promptText, role: .user, facts: recorded.facts, patterns: storage.promptPatterns)
    var explanation = RecordedExplanation(prompt: explanations(&prompt, storage.promptRules), answer: [])
    guard recorded.hasAnswer else { return explanation }
    var answer = StageInput(
      recorded.answer, text: recorded.answerText, refusal: recorded.refusal, facts: recorded.facts,
      patterns: storage.responsePatterns)
    explanation.answer = explanations(&answer, storage.responseRules)
    return explanation
  }
}
