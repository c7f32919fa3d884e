import Taxonomy

/// How requests are judged before generation.
struct PromptStage: Sendable, Equatable {
  /// Whose words are judged.
  var roles: [SpeakerRole] = [.user, .tool, .unknown]
  /// How many of the last messages are judged; `Int.max` for `turns: all`.
  var turns = 6
  /// The first that fires decides; none at all means that prompts are not judged.
  var rules: [PolicyRule] = []
}
