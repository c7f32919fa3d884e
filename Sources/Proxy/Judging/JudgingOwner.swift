package import Taxonomy

/// On whose behalf something is judged: one exchange. Confined to its event loop.
package final class JudgingOwner {
  /// A longer prompt is not hashed on an event loop, and its answers are not looked up.
  static let promptLimit = 64 * 1024

  package let id: DecisionID
  /// The app: verdicts are kept for each by itself (see `VerdictKeyMaker`).
  package let scope: String
  private var known: (prompt: String, context: VerdictKeyMaker.AnswerContext)?

  package init(id: DecisionID, scope: String) {
    self.id = id
    self.scope = scope
  }

  /// What verdicts on answers to `prompt` depend on, hashed once an exchange; nil when the prompt is too long for it.
  func context(ofAnswersTo prompt: String, by keys: VerdictKeyMaker) -> VerdictKeyMaker.AnswerContext? {
    if let known, known.prompt == prompt { return known.context }
    guard prompt.utf8.count <= Self.promptLimit else { return nil }
    let context = keys.context(ofAnswersTo: prompt, scope: scope)
    known = (prompt, context)
    return context
  }
}
