package import Taxonomy

extension CompiledPolicy {
  /// What the rules for prompts say of a text, and why. The ruling is the one that `rule(onPrompt:facts:)` makes.
  package func explain(prompt item: JudgedItem, facts: RouteFacts) -> StageExplanation {
    var input = StageInput(item, facts: facts, patterns: storage.promptPatterns)
    let ruling = rule(onPrompt: [item], facts: facts)
    return explanation(&input, storage.promptRules, ruling, text: item.text.text)
  }

  /// What the rules for answers say of one passage, and why.
  ///
  /// - Parameters:
  ///   - signals: nil when the classifier failed.
  ///   - refusal: what kind of refusal the answer is, where that is known.
  package func explain(
    answer passage: String, signals: AnswerSignals?, refusal: RefusalKind?, facts: RouteFacts
  ) -> StageExplanation {
    var input = StageInput(
      signals, text: passage, refusal: refusal, facts: facts, patterns: storage.responsePatterns)
    let ruling = rule(onAnswer: passage, signals: signals, refusal: refusal, facts: facts)
    return explanation(&input, storage.responseRules, ruling, text: passage)
  }

  private func explanation(
    _ input: inout StageInput, _ rules: [PolicyRule], _ ruling: Ruling, text: String
  ) -> StageExplanation {
    let explanations = explanations(&input, rules)
    var sentOn: String?
    if !ruling.decision.withholds, ruling.questions.isEmpty {
      if input.stage == .prompt {
        sentOn = TextRedaction.applied(ruling.redactions[0] ?? [], to: text)
      } else {
        // In answers every `redact` rule replaces what it names, whatever rule came first.
        let found = answerRedactions(in: text, isComplete: true, facts: input.facts).found
        sentOn = TextRedaction.applied(found, to: text)
      }
    }
    return StageExplanation(stage: input.stage, rules: explanations, ruling: ruling, text: sentOn)
  }

  /// Each rule of a stage with what it looked at and what came of it.
  func explanations(_ input: inout StageInput, _ rules: [PolicyRule]) -> [RuleExplanation] {
    let outcome = TextOutcome.of(rules, in: definition, &input) { _ in nil }
    let words = ConditionWords(self, limit: 5)
    var explanations: [RuleExplanation] = []
    for (index, rule) in rules.enumerated() {
      let trace = rule.condition.trace(&input, in: self, words: words)
      var exceptions: [ExceptionExplanation] = []
      for exception in definition.exceptions where exception.stage == input.stage && exception.skip.contains(rule.id) {
        exceptions.append(explain(exception, &input, words))
      }
      explanations.append(
        RuleExplanation(
          id: rule.id, action: RuleWords.action(rule, words: words), isAlways: definition.always.contains(rule.id),
          isMonitored: rule.mode == .monitor, result: outcome.result(of: index, holds: trace.holds),
          condition: trace, exceptions: exceptions, place: "\(rule.file):\(rule.mark.line)"))
    }
    return explanations
  }

  private func explain(
    _ exception: PolicyException, _ input: inout StageInput, _ words: ConditionWords
  ) -> ExceptionExplanation {
    let match = exception.match.trace(&input, in: self, words: words)
    let unless = exception.unless?.trace(&input, in: self, words: words)
    let isHeldBack = unless.map { $0.holds != false } ?? false
    return ExceptionExplanation(
      id: exception.id, match: match, unless: unless, applies: match.holds == true && !isHeldBack)
  }
}

extension TextOutcome {
  fileprivate func result(of index: Int, holds: Bool?) -> RuleExplanation.Result {
    if let stop, index > stop { return .notTried }
    if index == stop {
      if case .pending = end { return .asks }
      return .decided
    }
    if noted.contains(index) { return .noted }
    if changing.contains(index) { return .fired }
    return holds.map { $0 ? .skipped : .notMet } ?? .unknown
  }
}
