/// What requests are counted by.
package struct TrafficKey: Hashable, Sendable {
  /// Hours since 1970 (UTC) in which the request came.
  package var hour: Int64
  package var app: String
  /// The model that the client named; empty when it named none.
  package var model: String
  /// The policy's name, without its revision.
  package var policy: String
  package var outcome: TrafficOutcome
  /// True when the prompt was judged, and judged safe by the policy's `false_refusals.when`. The false-refusal rate
  /// counts these requests only.
  package var isPromptSafe: Bool

  /// - Parameter milliseconds: Unix time of the request, as in `DecisionID.milliseconds`.
  package init(
    milliseconds: Int64, app: String, model: String?, policy: String, outcome: TrafficOutcome, isPromptSafe: Bool
  ) {
    hour = milliseconds / 3_600_000
    self.app = app
    self.model = model ?? ""
    self.policy = policy
    self.outcome = outcome
    self.isPromptSafe = isPromptSafe
  }
}
