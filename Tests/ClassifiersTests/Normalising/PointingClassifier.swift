import Classifiers
import Taxonomy

/// Finds harm in each text that has a word at a range, and says where.
struct PointingClassifier: HarmClassifier {
  var word: String
  var range: Range<Int>

  var identity: ClassifierIdentity { ClassifierIdentity(name: "pointing", revision: "000000000000") }
  var inlineByteLimit: Int { 0 }

  func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals {
    let found = texts.first { Array($0.text.utf8).dropFirst(range.lowerBound).starts(with: word.utf8) }
    guard let found else { return PromptSignals(harm: 0, worst: texts.first?.place) }
    return PromptSignals(harm: 1, worst: found.place, worstRange: range)
  }

  func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals {
    AnswerSignals(harm: 0)
  }

  func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    RefusalSignals(kind: .none, refusal: 0)
  }
}
