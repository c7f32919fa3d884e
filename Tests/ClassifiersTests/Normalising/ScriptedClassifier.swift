import Classifiers
import Taxonomy

/// Says of each text what it was told to say.
struct ScriptedClassifier: HarmClassifier {
  var signals: [String: PromptSignals]

  var identity: ClassifierIdentity { ClassifierIdentity(name: "scripted", revision: "000000000000") }
  var inlineByteLimit: Int { 0 }

  func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals {
    guard let text = texts.first, var said = signals[text.text] else { return PromptSignals(harm: 0) }
    said.worst = text.place
    return said
  }

  func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals {
    AnswerSignals(harm: 0)
  }

  func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    RefusalSignals(kind: .none, refusal: 0)
  }
}
