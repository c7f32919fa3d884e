package import Taxonomy

/// The second answer to a request whose first was a suspected false refusal (`false_refusals.action: retry`).
package struct RetriedAnswer: Sendable, Equatable {
  /// The answer: its beginning, or its SHA-256, or nil (`contentMode`).
  package var answer: String?
  /// Length of the whole answer in UTF-8 bytes; nil when none came.
  package var answerBytes: Int?
  /// The worst passage's probability in 0...1 of a harmful answer; nil when it was not judged.
  package var answerHarm: Double?
  package var refusalKind: RefusalKind?
  /// Whether the client got this answer and not the first.
  package var isDelivered: Bool
  /// From the second request's forwarding to its answer's end: the latency that the retry cost.
  package var milliseconds: Int
  /// Tokens that the retry cost, as the upstream counted them; nil when it did not say.
  package var tokens: Int?

  package init(
    answer: RecordedContent, answerHarm: Double? = nil, refusalKind: RefusalKind? = nil, isDelivered: Bool,
    milliseconds: Int, tokens: Int? = nil
  ) {
    self.answer = answer.text
    answerBytes = answer.byteCount
    self.answerHarm = answerHarm
    self.refusalKind = refusalKind
    self.isDelivered = isDelivered
    self.milliseconds = milliseconds
    self.tokens = tokens
  }
}
