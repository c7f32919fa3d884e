import Classifiers
import Taxonomy

extension JudgingJob {
  /// What the classifier says of it.
  func run(on classifier: any HarmClassifier, prompt: String) -> JudgingFinding {
    switch self {
    case .passage(_, let text, _):
      .passage(Result { () throws(ClassifierFailure) in try classifier.judge(answer: text, to: prompt) })
    case .refusal(_, let opening):
      .refusal(Result { () throws(ClassifierFailure) in try classifier.detectRefusal(in: opening, to: prompt) })
    }
  }

  /// The finding where the classifier did not get to it.
  func failed(_ failure: ClassifierFailure) -> JudgingFinding {
    switch self {
    case .passage: .passage(.failure(failure))
    case .refusal: .refusal(.failure(failure))
    }
  }
}
