import Taxonomy

/// How requests are judged before generation.
struct PromptStage: Sendable, Equatable {
  /// Whose words are judged.
  var roles: [SpeakerRole] = [.user, .tool, .unknown]
  /// How many of the last messages are judged; `Int.max` for `turns: all`.
  var turns = 6
  /// What follows from content that the protocol does not define.
  var unknownContent: Decision.Action = .allow
  /// What follows from a prompt in token numbers; nil where it is not said.
  var tokenPrompts: Decision.Action?
  /// What follows from images, sound and files.
  var media: Decision.Action = .allow
  var start: PromptStart = .judged
  /// The first that fires decides; none at all means that prompts are not judged.
  var rules: [PolicyRule] = []
}
