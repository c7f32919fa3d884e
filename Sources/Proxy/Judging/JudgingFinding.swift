package import Classifiers
package import Taxonomy

/// What the classifier says of one `JudgingJob`.
package enum JudgingFinding: Sendable {
  case passage(Result<AnswerSignals, ClassifierFailure>)
  case refusal(Result<RefusalSignals, ClassifierFailure>)
}

extension JudgingFinding {
  /// Why there are no signals; nil when there are.
  var failure: ClassifierFailure? {
    switch self {
    case .passage(.failure(let failure)), .refusal(.failure(let failure)): failure
    case .passage(.success), .refusal(.success): nil
    }
  }
}
