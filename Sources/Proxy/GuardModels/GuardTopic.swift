/// What a guard model is asked about: a prompt, or an answer to it.
struct GuardTopic: Hashable {
  var prompt: String
  /// Nil when the prompt itself is to be judged.
  var answer: String?
}
