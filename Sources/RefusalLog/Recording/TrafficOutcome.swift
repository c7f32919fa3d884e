/// How a judged request ended, for the counts that give rates their denominators. A request counts once.
package enum TrafficOutcome: String, CaseIterable, Codable, Sendable {
  /// The model's answer was delivered to its end and was no refusal.
  case allowed
  /// A rule refused the prompt.
  case refusedPrompt = "refused_prompt"
  /// A rule withheld or cut the answer.
  case cutAnswer = "cut_answer"
  /// The model's answer was delivered, and it refused, fully or in part.
  case modelRefusal = "model_refusal"
  /// The classifier failed and `on_classifier_failure` refused, before or after generation.
  case classifierFailed = "classifier_failed"
  /// The upstream failed before the answer's end.
  case upstreamFailed = "upstream_failed"
  /// The client went away before the answer's end.
  case clientGone = "client_gone"
}
