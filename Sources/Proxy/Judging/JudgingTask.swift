import Classifiers
import Taxonomy

/// One text for the classifier, with all that its verdict depends on.
enum JudgingTask: Sendable {
  case prompt(JudgedText)
  case passage(String, prompt: String)
  case refusal(opening: String, prompt: String)

  /// UTF-8 bytes to be judged.
  var byteCount: Int {
    switch self {
    case .prompt(let text): text.text.utf8.count
    case .passage(let text, _): text.utf8.count
    case .refusal(let opening, _): opening.utf8.count
    }
  }

  /// What the classifier says of it.
  func run(on classifier: any HarmClassifier) -> Result<JudgingVerdict, ClassifierFailure> {
    Result { () throws(ClassifierFailure) in
      switch self {
      case .prompt(let text): .prompt(try classifier.judge(prompt: [text]))
      case .passage(let text, let prompt): .passage(try classifier.judge(answer: text, to: prompt))
      case .refusal(let opening, let prompt): .refusal(try classifier.detectRefusal(in: opening, to: prompt))
      }
    }
  }
}
