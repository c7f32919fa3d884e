package import Taxonomy

/// What a classifier said of one text: signals only, nothing of the text.
package enum JudgingVerdict: Sendable, Equatable {
  case prompt(PromptSignals)
  /// nil where the texts say nothing together.
  case together(PromptSignals?)
  case passage(AnswerSignals)
  case refusal(RefusalSignals)
}
