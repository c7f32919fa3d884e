import Taxonomy

/// What the rules said in a test.
struct PolicyTestOutcome {
  /// What was asked for: `allow` unless something was withheld or asked, and beside it whatever changes the text.
  var actions: Set<RuleAction.Word> = []
  /// Ids of the rules that fired.
  var fired: [String] = []
  /// Ids of those among them that are in `mode: monitor`.
  var noted: Set<String> = []
  var category: HazardCategory?
  /// The text that is sent on; nil where it is withheld.
  var text: String?
  /// The highest harm of the texts that were judged.
  var harm = 0.0

  /// - Parameter policy: one that is enforced.
  init(of test: PolicyTestCase, _ signals: PolicyTestSignals, under policy: CompiledPolicy) {
    let facts = RouteFacts(app: test.app ?? "local", model: test.model)
    let stage: Stage = test.response == nil ? .prompt : .response
    var rulings: [Ruling]
    if let response = test.response {
      harm = signals.passages.map(\.signals.harm).max() ?? 0
      rulings = signals.passages.map {
        policy.rule(onAnswer: $0.text, signals: $0.signals, refusal: signals.refusal, facts: facts)
      }
      text = TextRedaction.applied(
        policy.answerRedactions(in: response, isComplete: true, facts: facts).found, to: response)
    } else {
      harm = signals.prompt.harm
      let place = TextPlace(message: 0, path: "content")
      let item = JudgedItem(
        text: JudgedText(role: test.role, place: place, text: test.prompt), signals: signals.prompt, index: 0)
      rulings = [policy.rule(onPrompt: [item], facts: facts)]
      text = TextRedaction.applied(rulings[0].redactions[0] ?? [], to: test.prompt)
    }
    let rules = policy.definition.rules(stage)
    for ruling in rulings {
      for id in ruling.decision.ruleIDs where !fired.contains(id) { fired.append(id) }
      category = category ?? ruling.category
      if !ruling.questions.isEmpty { actions.insert(.judge) }
    }
    noted = Set(rules.filter { $0.mode == .monitor && fired.contains($0.id) }.map(\.id))
    // In a policy that is enforced, what is not enforced is noted only.
    if rulings.contains(where: { $0.decision.withholds }) { actions.insert(.refuse) }
    for rule in rules where fired.contains(rule.id) && rule.mode == .enforce {
      switch rule.action {
      case .redact, .rewrite, .annotate: actions.insert(rule.action.word)
      case .allow, .refuse, .judge: break
      }
    }
    if actions.contains(.refuse) { text = nil } else if !actions.contains(.judge) { actions.insert(.allow) }
  }

  var description: String {
    let main: RuleAction.Word = actions.contains(.refuse) ? .refuse : actions.contains(.judge) ? .judge : .allow
    var words = "\(main.past)"
    let others = RuleAction.Word.allCases.filter { actions.contains($0) && $0 != main && $0 != .allow }
    if !others.isEmpty { words += ", \(others.map(\.past).joined(separator: ", "))" }
    if !fired.isEmpty { words += " by \(fired.map { "`\($0)`" }.joined(separator: ", "))" }
    if let category { words += ", category `\(category.rawValue)`" }
    return "\(words) (harm \((harm * 1000).rounded() / 1000))"
  }
}

extension RuleAction.Word {
  /// The word for what was done.
  var past: String {
    switch self {
    case .allow: "allowed"
    case .refuse: "refused"
    case .redact: "redacted"
    case .rewrite: "rewritten"
    case .judge: "left to a guard model"
    case .annotate: "annotated"
    }
  }
}

extension PolicyTestCase.Expectation {
  var description: String {
    var words: [String] = []
    if let action { words.append(action.past) }
    if let rule { words.append("by `\(rule)`") }
    if let category { words.append("for `\(category.rawValue)`") }
    if let text { words.append("sent on as \(text.quoted)") }
    return words.joined(separator: " ")
  }
}
