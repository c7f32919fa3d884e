import Classifiers
import Taxonomy

extension JudgingJob {
  /// What the classifier says of it.
  func run(on classifier: any HarmClassifier, prompt: String) -> JudgingFinding {
    switch self {
    case .passage(_, let text, _):
      .passage(Result { () throws(ClassifierFailure) in try classifier.judge(answer: text, to: prompt) })
    case .refusal(_, let opening), .beginning(_, let opening):
      .refusal(Result { () throws(ClassifierFailure) in try classifier.detectRefusal(in: opening, to: prompt) })
    }
  }

  /// The verdict on this job as its finding.
  func finding(_ verdict: Result<JudgingVerdict, ClassifierFailure>) -> JudgingFinding {
    switch (self, verdict) {
    case (.passage, .success(.passage(let signals))): .passage(.success(signals))
    case (.passage, .failure(let failure)): .passage(.failure(failure))
    case (.refusal, .success(.refusal(let signals))), (.beginning, .success(.refusal(let signals))):
      .refusal(.success(signals))
    case (.refusal, .failure(let failure)), (.beginning, .failure(let failure)): .refusal(.failure(failure))
    default: preconditionFailure("a verdict on another kind of job")
    }
  }
}
