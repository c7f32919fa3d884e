package import Taxonomy

/// A test that a policy carries: what its rules must say of a prompt, or of an answer to it.
package struct PolicyTestCase: Sendable, Equatable {
  /// What must come out; each part that is given.
  package struct Expectation: Sendable, Equatable {
    var action: RuleAction.Word?
    /// A rule that must fire.
    var rule: String?
    /// The hazard category that a refusal must name.
    var category: HazardCategory?
    /// The text that must be sent on.
    var text: String?
  }

  package var prompt: String
  /// With it, the rules for answers are tested; without it, those for prompts.
  package var response: String?
  package var role: SpeakerRole = .user
  package var app: String?
  package var model: String?
  package var expectation: Expectation
  var file: String
  var mark: SourceMark

  /// `file:line`, by which a test is told from others.
  package var place: String { "\(file):\(mark.line)" }
  /// The file that it stands in, and the line.
  package var position: (file: String, line: Int) { (file, mark.line) }
  /// What must come out, in words.
  package var expected: String { expectation.description }
}
