/// What the refusal detector says of an answer.
package struct RefusalSignals: Sendable, Equatable {
  /// The kind that the detector settles on at its shipped thresholds.
  package var kind: RefusalKind
  /// Calibrated probability in 0...1 that the answer refuses, fully or in part.
  package var refusal: Double

  package init(kind: RefusalKind, refusal: Double) {
    self.kind = kind
    self.refusal = refusal
  }
}
