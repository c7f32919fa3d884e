import Classifiers
import Taxonomy

/// Gives no score to anything.
struct FailingClassifier: HarmClassifier {
  let identity = ClassifierIdentity(name: "failing", revision: "0")
  let inlineByteLimit = 0

  func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals {
    throw .failed(reason: "as always")
  }

  func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals {
    throw .failed(reason: "as always")
  }

  func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    throw .failed(reason: "as always")
  }
}
