package import Taxonomy

/// A model that rules with `action: judge` ask.
package struct GuardModel: Sendable, Hashable {
  /// How a guard model is asked and answers.
  package enum Format: String, CaseIterable, Sendable {
    case llamaGuard3 = "llama_guard_3"
    case llamaGuard4 = "llama_guard_4"
    case wildGuard = "wildguard"
    case shieldGemma = "shieldgemma"
  }

  /// The name that rules use.
  package var name: String
  /// Base address of an OpenAI-compatible server, without `/v1`: `http` or `https`.
  package var url: String
  /// The model's name there.
  package var model: String
  package var format: Format
  /// Milliseconds until a question counts as failed.
  package var timeoutMilliseconds: Int
  /// What follows when it fails.
  package var onFailure: Decision.Action
}
