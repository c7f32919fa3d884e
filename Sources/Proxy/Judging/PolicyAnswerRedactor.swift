import Policy
import Taxonomy

/// Takes out of answers what a policy's rules redact, for one request.
struct PolicyAnswerRedactor: AnswerRedacting {
  private let policy: CompiledPolicy
  private let facts: RouteFacts

  /// Nil where the policy takes nothing out of answers to requests like this.
  init?(_ policy: CompiledPolicy, facts: RouteFacts) {
    guard policy.redactsAnswers(facts: facts) else { return nil }
    self.policy = policy
    self.facts = facts
  }

  func redactions(in text: String, from start: Int, isComplete: Bool) -> AnswerRedactions {
    let (found, open) = policy.answerRedactions(in: text, isComplete: isComplete, facts: facts)
    return AnswerRedactions(found: found.filter { $0.range.upperBound > start }, openFrom: open)
  }
}
