import Classifiers
import Synchronization
import Taxonomy

/// Finds harm only where one text holds `HALF` and a later one holds `OTHER`.
final class HalvesClassifier: HarmClassifier {
  let identity = ClassifierIdentity(name: "halves", revision: "0")
  let inlineByteLimit = 0
  let judgesTogether = true
  private let asked = Mutex(0)

  /// How often texts were judged together.
  var timesAsked: Int { asked.withLock { $0 } }

  func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals {
    PromptSignals(harm: 0.1, categories: [.hate: 0.2], attack: 0.1, worst: texts.first?.place, worstRange: 0..<1)
  }

  func judge(together texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals? {
    asked.withLock { $0 += 1 }
    guard let half = texts.firstIndex(where: { $0.text.contains("HALF") }),
      let other = texts[half...].first(where: { $0.text.contains("OTHER") })
    else { return nil }
    return PromptSignals(harm: 0.9, categories: [.cyber: 0.8], worst: other.place, worstRange: 2..<3)
  }

  func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals {
    AnswerSignals(harm: 0)
  }

  func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    RefusalSignals(kind: .none, refusal: 0)
  }
}
