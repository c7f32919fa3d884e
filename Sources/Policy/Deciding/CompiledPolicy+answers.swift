package import Taxonomy

extension CompiledPolicy {
  /// Whether anything is replaced in answers to requests like this.
  package func redactsAnswers(facts: RouteFacts) -> Bool { !answerTarget(facts).isEmpty }

  /// What is to be replaced in the text of an answer, and from which byte on its end is not settled while more may follow.
  ///
  /// Looks at the text as it is: an answer is not disguised by its reader. Each `redact` rule whose conditions on the app
  /// and the model hold replaces all that it names, in whatever place among the rules it stands, unless an exception for
  /// the app and the model skips it.
  package func answerRedactions(
    in text: String, isComplete: Bool, facts: RouteFacts
  ) -> (found: [TextRedaction], openFrom: Int) {
    let target = answerTarget(facts)
    guard !target.isEmpty else { return ([], text.utf8.count) }
    if isComplete {
      return (storage.responsePatterns.ranges(of: target, in: text), text.utf8.count)
    }
    return storage.responsePatterns.ranges(of: target, inBeginning: text)
  }

  private func answerTarget(_ facts: RouteFacts) -> RedactionTarget {
    guard !storage.answerRedactions.isEmpty else { return RedactionTarget() }
    var input = StageInput(nil, text: nil, refusal: nil, facts: facts, patterns: storage.responsePatterns)
    return storage.answerRedactions.reduce(RedactionTarget()) { target, rule in
      guard case .redact(let found) = rule.action, rule.condition.mayHold(facts),
        definition.exception(to: rule, &input) == nil
      else { return target }
      return target.joined(found)
    }
  }
}

extension Condition {
  /// Whether it can hold for some text of a request: false only where the app or the model rules that out.
  func mayHold(_ facts: RouteFacts) -> Bool {
    switch self {
    case .app(let names): names.contains { $0.matches(facts.app) }
    case .model(let names): facts.model.map { model in names.contains { $0.matches(model) } } ?? false
    case .all(let conditions): conditions.allSatisfy { $0.mayHold(facts) }
    case .any(let conditions): conditions.contains { $0.mayHold(facts) }
    default: true
    }
  }
}
