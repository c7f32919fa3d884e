/// What the refusal detector says of an answer.
package struct RefusalSignals: Sendable, Equatable {
  /// The kind that the detector settles on at its shipped thresholds.
  package var kind: RefusalKind
  /// Calibrated probability in 0...1 that the answer refuses, fully or in part.
  package var refusal: Double
  /// Calibrated probability in 0...`refusal` that it refuses fully; nil when the detector did not look, as where hardly
  /// anything speaks for a refusal.
  package var full: Double?

  package init(kind: RefusalKind, refusal: Double, full: Double? = nil) {
    self.kind = kind
    self.refusal = refusal
    self.full = full
  }
}
