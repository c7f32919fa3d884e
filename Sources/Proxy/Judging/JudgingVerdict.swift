package import Taxonomy

/// What a classifier said of one text: signals only, nothing of the text.
package enum JudgingVerdict: Sendable, Equatable {
  case prompt(PromptSignals)
  case passage(AnswerSignals)
  case refusal(RefusalSignals)
}
