import Policy

/// A passage that guard models are asked about, and what waits behind it.
struct WaitingPassage {
  var passage: FoundPassage
  var questions: [GuardQuestion]
  /// Whether the questions went out.
  var isAsked = false
  /// What was found on later passages of its batch, in the order of the text.
  var rest: ArraySlice<(JudgingJob, JudgingFinding)>
}
