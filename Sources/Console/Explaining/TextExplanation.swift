package import Policy
package import Taxonomy

/// What a policy says of a prompt and of an answer to it, as a whole.
package struct TextExplanation: Encodable {
  /// A text's scores.
  package struct Scores: Encodable {
    package var harm: Double
    package var attack: Double?
    package var categories: [String: Double]
  }

  /// What the rules of a stage say of a text.
  package struct Part: Encodable {
    package var scores: Scores
    package var rules: [RuleExplanation]
    package var outcome: ExplainedOutcome
  }

  /// The policy's name and revision.
  package var policy: String
  package var mode: String
  /// Why this policy decides.
  package var reason: String
  package var role: String
  /// Whether the policy judges texts of this role before generation.
  package var isJudged: Bool
  package var prompt: Part
  /// The answer's passages, in their order; nil without an answer.
  package var passages: [Part]?
  /// What kind of refusal the answer is; nil where the policy does not look at that.
  package var refusal: String?
  /// Whether the model's refusal would be recorded as a suspected false one.
  package var isSuspectedFalseRefusal: Bool?

  package init(
    prompt: String, role: SpeakerRole, response: String?, languages: [String], signals: PolicyTestSignals,
    policy: CompiledPolicy, reason: String, facts: RouteFacts
  ) {
    let text = JudgedText(role: role, place: TextPlace(message: 0, path: "content"), text: prompt)
    let preferred = CompiledPolicy.languages(ofPrompt: prompt, accepted: languages)
    let stage = policy.explain(prompt: JudgedItem(text: text, signals: signals.prompt, index: 0), facts: facts)
    self.policy = policy.reference.description
    mode = policy.mode.rawValue
    self.reason = reason
    self.role = role.rawValue
    isJudged = !policy.judgedTexts(of: Conversation(texts: [text], messageCount: 1)).isEmpty
    self.prompt = Part(
      scores: Scores(signals.prompt.harm, signals.prompt.attack, signals.prompt.categories), rules: stage.rules,
      outcome: ExplainedOutcome(stage, of: prompt, under: policy, languages: preferred))
    guard response != nil else { return }
    passages = signals.passages.map { passage in
      let stage = policy.explain(
        answer: passage.text, signals: passage.signals, refusal: signals.refusal, facts: facts)
      return Part(
        scores: Scores(passage.signals.harm, nil, passage.signals.categories), rules: stage.rules,
        outcome: ExplainedOutcome(stage, of: passage.text, under: policy, languages: preferred))
    }
    refusal = signals.refusal?.rawValue
    isSuspectedFalseRefusal = signals.refusal.map {
      policy.isSuspectedFalseRefusal(promptHarm: signals.prompt.harm, refusal: $0)
    }
  }

  /// The passage that is worth showing: the first that is withheld, else the first about which something is done, else
  /// the most harmful.
  package var shownPassage: Int? {
    guard let passages else { return nil }
    return passages.firstIndex { $0.outcome.action == .cut } ?? passages.firstIndex { $0.outcome.action != .allow }
      ?? passages.indices.max { passages[$0].scores.harm < passages[$1].scores.harm }
  }
}

extension TextExplanation.Scores {
  fileprivate init(_ harm: Double, _ attack: Double?, _ categories: [HazardCategory: Double]) {
    self.init(
      harm: harm, attack: attack,
      categories: Dictionary(uniqueKeysWithValues: categories.map { ($0.key.rawValue, $0.value) }))
  }
}
