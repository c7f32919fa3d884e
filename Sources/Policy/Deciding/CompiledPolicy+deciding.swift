package import Taxonomy
import TextNormalising

extension CompiledPolicy {
  /// What the rules for prompts say of a request's texts. Each is tried for itself; the worst counts, and what is to be
  /// changed adds up. Pure.
  ///
  /// - Parameter verdicts: what guard models said so far.
  package func rule(
    onPrompt items: [JudgedItem], facts: RouteFacts, verdicts: [GuardQuestion: GuardVerdict] = [:]
  ) -> Ruling {
    var inputs = items.map { StageInput($0, facts: facts, patterns: storage.promptPatterns) }
    var ruling = rule(&inputs, storage.promptRules, .prompt, storage.promptPatterns, verdicts)
    // Two items may be one text: what either is to lose is taken out of it.
    ruling.redactions = ruling.redactions.reduce(into: [:]) { texts, found in
      let text = items[found.key].index ?? found.key
      texts[text] = TextRedaction.joined((texts[text] ?? []) + found.value)
    }
    return ruling
  }

  /// What the rules for answers say of one passage. What is taken out of an answer is `answerRedactions`' to say.
  ///
  /// - Parameters:
  ///   - signals: nil when the classifier gave none.
  ///   - failure: why there are none; without meaning where there are.
  ///   - refusal: what kind of refusal the answer is, where that is known.
  package func rule(
    onAnswer passage: String, signals: AnswerSignals?, failure: SignalsFailure = .failed, refusal: RefusalKind?,
    facts: RouteFacts, verdicts: [GuardQuestion: GuardVerdict] = [:]
  ) -> Ruling {
    var inputs = [
      StageInput(
        signals, failure: failure, text: passage, refusal: refusal, facts: facts, patterns: storage.responsePatterns)
    ]
    return rule(&inputs, storage.responseRules, .response, storage.responsePatterns, verdicts)
  }

  /// What the rules for prompts say of scores alone: no condition on a text holds. A harm that is not a number counts as a
  /// failure of the classifier.
  package func decide(prompt signals: PromptSignals) -> Decision {
    var inputs = [
      StageInput(signals, text: nil, role: .user, facts: RouteFacts(), patterns: storage.promptPatterns)
    ]
    return rule(&inputs, storage.promptRules, .prompt, storage.promptPatterns, [:]).decision
  }

  /// What the rules for answers say of scores alone.
  package func decide(answer signals: AnswerSignals) -> Decision {
    var inputs = [
      StageInput(signals, text: nil, refusal: nil, facts: RouteFacts(), patterns: storage.responsePatterns)
    ]
    return rule(&inputs, storage.responseRules, .response, storage.responsePatterns, [:]).decision
  }

  private func rule(
    _ inputs: inout [StageInput], _ rules: [PolicyRule], _ stage: Stage, _ patterns: PolicyPatterns,
    _ verdicts: [GuardQuestion: GuardVerdict]
  ) -> Ruling {
    var outcomes: [TextOutcome] = []
    outcomes.reserveCapacity(inputs.count)
    for index in inputs.indices {
      outcomes.append(
        TextOutcome.of(rules, in: definition, &inputs[index]) { name in
          definition.guardModels[name].flatMap { verdicts[GuardQuestion(guardModel: $0, item: index)] }
        })
    }
    var ruling = self.ruling(on: outcomes, rules, stage)
    for outcome in outcomes {
      for exception in outcome.exceptions where !ruling.exceptions.contains(exception) {
        ruling.exceptions.append(exception)
      }
    }
    if let item = ruling.item { ruling.category = category(of: outcomes[item], rules, inputs[item]) }
    guard !ruling.decision.withholds else { return ruling }
    for (index, outcome) in outcomes.enumerated() {
      if let guardModel = outcome.question {
        ruling.questions.append(GuardQuestion(guardModel: guardModel, item: index))
      }
    }
    if ruling.questions.isEmpty { carryOut(outcomes, rules, &inputs, patterns, into: &ruling) }
    return ruling
  }

  /// The decision: the worst end counts, and of equal ones the rule that is tried first.
  private func ruling(on outcomes: [TextOutcome], _ rules: [PolicyRule], _ stage: Stage) -> Ruling {
    var fired = Set<Int>()
    var refusing: (rule: Int, item: Int, isFailure: Bool)?
    var unjudged: (item: Int, failure: SignalsFailure)?
    // Rules that ask a guard model first: they fired, and did not refuse.
    var pending = Set<Int>()
    for (item, outcome) in outcomes.enumerated() {
      fired.formUnion(outcome.noted)
      fired.formUnion(outcome.changing)
      switch outcome.end {
      case .refused(let rule):
        // Before a failure by the same rule: what is known to be unsafe says more.
        if rule < refusing?.rule ?? .max || rule == refusing?.rule && refusing?.isFailure == true {
          refusing = (rule, item, false)
        }
      case .guardFailed(let rule):
        if rule < refusing?.rule ?? .max { refusing = (rule, item, true) }
      case .unjudged(let failure):
        // The first, or the first that is refused.
        let isWorse = definition.action(on: failure) == .refuse
        if unjudged.map({ isWorse && definition.action(on: $0.failure) == .allow }) ?? true {
          unjudged = (item, failure)
        }
      case .passed(let rule?):
        fired.insert(rule)
      case .pending(let rule): pending.insert(rule)
      case .passed(nil): break
      }
    }
    if let refusing {
      fired.insert(refusing.rule)
      var ruling = Ruling(
        Decision(
          stage: stage, action: .refuse, cause: refusing.isFailure ? .classifierFailure : .rules,
          ruleIDs: fired.sorted().map { rules[$0].id }, isEnforced: mode == .enforce))
      ruling.item = refusing.item
      switch rules[refusing.rule].action {
      case .refuse(let refusal), .judge(_, let refusal):
        ruling.decision.messageKey = refusal.messageKey
        ruling.form = refusal.form
      case .allow, .redact, .rewrite, .annotate: preconditionFailure("a refusal by a rule that does not refuse")
      }
      return ruling
    }
    fired.formUnion(pending)
    if let unjudged {
      var ruling = Ruling(decideOnClassifierFailure(stage, unjudged.failure))
      ruling.decision.ruleIDs = fired.sorted().map { rules[$0].id }
      ruling.item = unjudged.item
      return ruling
    }
    // A guard model that is not asked has refused nothing.
    let noted = fired.sorted().first { rules[$0].mode == .monitor && rules[$0].refuses }
    return Ruling(
      Decision(
        stage: stage, action: noted == nil ? .allow : .refuse, ruleIDs: fired.sorted().map { rules[$0].id },
        isEnforced: noted == nil && mode == .enforce, messageKey: noted.flatMap { rules[$0].action.messageKey }))
  }

  private func carryOut(
    _ outcomes: [TextOutcome], _ rules: [PolicyRule], _ inputs: inout [StageInput], _ patterns: PolicyPatterns,
    into ruling: inout Ruling
  ) {
    var rewriting = Set<Int>()
    for (item, outcome) in outcomes.enumerated() {
      var target = RedactionTarget()
      for index in outcome.changing {
        switch rules[index].action {
        case .annotate:
          if !ruling.annotations.contains(rules[index].id) { ruling.annotations.append(rules[index].id) }
        case .redact(let found): target = target.joined(found)
        case .rewrite: rewriting.insert(index)
        case .allow, .refuse, .judge: break
        }
      }
      // Text of an answer is redacted as it streams, not a passage at a time.
      guard mode == .enforce, inputs[item].stage == .prompt, !target.isEmpty, let text = inputs[item].text,
        let views = inputs[item].views()
      else {
        continue
      }
      let redactions = patterns.ranges(of: target, in: text, views: views)
      if !redactions.isEmpty { ruling.redactions[item] = redactions }
    }
    guard mode == .enforce else { return }
    for index in rewriting.sorted() {
      if case .rewrite(let change) = rules[index].action { ruling.systemChanges.append(change) }
    }
  }

  /// The category that a refused text stands out in: of those by which the rule is met the highest, else one of at least
  /// 0.5.
  private func category(of outcome: TextOutcome, _ rules: [PolicyRule], _ input: StageInput) -> HazardCategory? {
    if case .refused(let index) = outcome.end {
      let met = rules[index].condition.affirmedLeaves.flatMap { leaf -> [HazardCategory] in
        guard case .category(let categories, let range) = leaf else { return [] }
        return categories.filter { input.categories[$0].map(range.contains) ?? false }
      }
      if let worst = met.max(by: { input.categories[$0] ?? 0 < input.categories[$1] ?? 0 }) { return worst }
    }
    return input.worstCategory.flatMap { input.categories[$0] ?? 0 >= 0.5 ? $0 : nil }
  }
}

extension PolicyRule {
  /// Whether it withholds an answer when it fires.
  var refuses: Bool {
    if case .refuse = action { true } else { false }
  }
}
