/// A test that a policy file carries: a prompt, or an answer to one, and what the rules are expected to say.
struct PolicyTestCase: Sendable, Equatable {
  /// What the rules of the stage are expected to say.
  enum Expectation: Sendable, Equatable {
    case allow
    case refuse
    /// The rule with this id fires.
    case refusedBy(String)
  }

  var prompt: String
  /// With it, the rules for answers are tested; without it, those for prompts.
  var response: String?
  var expectation: Expectation
  var mark: SourceMark
}
