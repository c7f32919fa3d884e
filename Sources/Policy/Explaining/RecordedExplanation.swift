/// What the rules of a policy say of a recorded request, rule by rule. Conditions on what the record does not hold are
/// unknown.
package struct RecordedExplanation: Sendable, Equatable {
  /// The rules for prompts, in the order in which they are tried; empty where prompts are not judged.
  package var prompt: [RuleExplanation]
  /// The rules for answers; empty without an answer, or where answers are not judged.
  package var answer: [RuleExplanation]
}
