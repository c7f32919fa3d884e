import Classifiers
import Synchronization
import Taxonomy

/// A classifier that never comes to an end by itself.
final class PatientClassifier: HarmClassifier {
  let identity = ClassifierIdentity(name: "patient", revision: "0")
  let inlineByteLimit = 0
  private let gaveUp = Atomic(false)

  var hasGivenUp: Bool { gaveUp.load(ordering: .relaxed) }

  func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals {
    defer { gaveUp.store(true, ordering: .relaxed) }
    while true { try ClassifierWork.check() }
  }

  func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals {
    AnswerSignals(harm: 0)
  }

  func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    RefusalSignals(kind: .none, refusal: 0)
  }
}
