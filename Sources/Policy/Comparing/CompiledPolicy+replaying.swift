import Taxonomy

extension CompiledPolicy {
  /// Decides about recorded traffic again: about the prompt, and about the answer where the prompt passes and there was
  /// one.
  ///
  /// The recorded scores are those of the worst text and passage, and the recorded texts the last user message and the
  /// whole answer, so that a rule that joins a score with a condition on the text may see them of different texts.
  package func replay(_ recorded: RecordedCase) -> ReplayedDecision {
    var prompt = StageInput(
      recorded.prompt, text: recorded.promptText, role: .user, facts: recorded.facts, patterns: storage.promptPatterns)
    let first =
      judgesPrompt
      ? StageReplay(storage.promptRules, in: definition, &prompt, missing: recorded.missingOfPrompt) : StageReplay()
    var decision = ReplayedDecision(
      action: first.action(withholding: .refuse), stage: .prompt,
      ruleIDs: first.fired.map { storage.promptRules[$0].id },
      unknownRules: first.unknown.map { "prompt \(storage.promptRules[$0].id)" }, isSuspectedFalseRefusal: false)
    guard recorded.hasAnswer, decision.action == .allow || decision.action == .monitor else { return decision }
    if let refusal = recorded.refusal, let prompt = recorded.prompt, !recorded.missingOfPrompt.contains(.scores) {
      decision.isSuspectedFalseRefusal = isSuspectedFalseRefusal(promptHarm: prompt.harm, refusal: refusal)
    }
    guard judgesAnswers else { return decision }
    var answer = StageInput(
      recorded.answer, text: recorded.answerText, refusal: recorded.refusal, facts: recorded.facts,
      patterns: storage.responsePatterns)
    let second = StageReplay(storage.responseRules, in: definition, &answer, missing: recorded.missingOfAnswer)
    decision.unknownRules += second.unknown.map { "response \(storage.responseRules[$0].id)" }
    let action = second.action(withholding: .cut)
    if action != .allow || decision.action == .allow {
      decision.action = action
      decision.stage = .response
      decision.ruleIDs = second.fired.map { storage.responseRules[$0].id }
    }
    if action == .cut { decision.isSuspectedFalseRefusal = false }
    return decision
  }
}
