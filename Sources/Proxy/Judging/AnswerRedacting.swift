/// Finds what a policy takes out of answers before they are released.
///
/// It is asked about one field of one choice (`AnswerField`) at a time, in stretches that follow each other. Where a
/// stretch ends depends on the text alone, so a pure function gives the same answer however upstream split it. Tool-call
/// arguments come as their JSON is written. It is called on the event loop, once for every judged window.
package protocol AnswerRedacting: Sendable {
  /// What is to be taken out of a stretch of text, and what cannot be said yet.
  ///
  /// - Parameters:
  ///   - text: UTF-8 offsets count from its start.
  ///   - start: what lies before it is settled and cannot be changed any more; at most
  ///     `StrandRedaction.contextBytes` of it are there, so that a word's border can be seen.
  ///   - isComplete: nothing follows the text.
  func redactions(in text: String, from start: Int, isComplete: Bool) -> AnswerRedactions
}
