import Classifiers
import Synchronization
import Taxonomy

/// Counts the texts that another classifier is given.
final class CountingClassifier: HarmClassifier {
  let base: NgramClassifier
  let texts = Mutex(0)

  init(base: NgramClassifier) { self.base = base }

  var identity: ClassifierIdentity { base.identity }
  var inlineByteLimit: Int { base.inlineByteLimit }

  func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals {
    self.texts.withLock { $0 += texts.count }
    return try base.judge(prompt: texts)
  }

  func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals {
    texts.withLock { $0 += 1 }
    return try base.judge(answer: passage, to: prompt)
  }

  func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    try base.detectRefusal(in: answer, to: prompt)
  }
}
