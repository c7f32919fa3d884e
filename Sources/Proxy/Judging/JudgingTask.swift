import Classifiers
import Taxonomy

/// One text for the classifier, with all that its verdict depends on.
enum JudgingTask: Sendable {
  case prompt(JudgedText)
  /// What the texts of a request say together.
  case together([JudgedText])
  case passage(String, prompt: String)
  case refusal(opening: String, prompt: String)

  /// UTF-8 bytes to be judged.
  var byteCount: Int {
    switch self {
    case .prompt(let text): text.text.utf8.count
    case .together(let texts): texts.reduce(0) { $0 + $1.text.utf8.count }
    case .passage(let text, _): text.utf8.count
    case .refusal(let opening, _): opening.utf8.count
    }
  }

  /// UTF-8 bytes that it counts for in the queue: of texts together a classifier looks at the end of the last ones.
  var queuedBytes: Int {
    if case .together = self { min(byteCount, 2048) } else { byteCount }
  }

  /// What the classifier says of it.
  func run(on classifier: any HarmClassifier) -> Result<JudgingVerdict, ClassifierFailure> {
    Result { () throws(ClassifierFailure) in
      switch self {
      case .prompt(let text): .prompt(try classifier.judge(prompt: [text]))
      case .together(let texts): .together(try classifier.judge(together: texts))
      case .passage(let text, let prompt): .passage(try classifier.judge(answer: text, to: prompt))
      case .refusal(let opening, let prompt): .refusal(try classifier.detectRefusal(in: opening, to: prompt))
      }
    }
  }
}
