import FakeUpstream
import Proxy

/// Live runs with a guard model beside upstream.
enum GuardSetup {
  /// A policy that asks a guard model about doubtful prompts (the scripted classifier scores `DOUBTFUL` 0.4).
  static func policy(
    port: Int, format: String = "llama_guard_3", failure: String = "refuse", timeout: Int = 5_000,
    scheme: String = "http://127.0.0.1"
  ) -> LivePolicy {
    .written(
      """
      on_classifier_failure: refuse
      prompt:
        rules:
          - { id: harm, when: { harm: { at_least: 0.8 } }, action: refuse }
          - { id: unsure, when: { harm: { between: [0.3, 0.8] } }, action: judge, judge: guard }
      judges:
        guard:
          url: \(scheme):\(port)
          model: guard-1
          format: \(format)
          timeout_ms: \(timeout)
          on_failure: \(failure)
      messages: { default: { en: "No." } }
      """)
  }

  /// What a guard model's server answers.
  static func answer(_ text: String) -> String { UpstreamText.whole(text) }

  static func verdicts(_ word: String) -> String { "evenkeel_guard_questions_total{verdict=\"\(word)\"}" }

  static func failures(_ word: String) -> String { "evenkeel_guard_failures_total{reason=\"\(word)\"}" }
}
