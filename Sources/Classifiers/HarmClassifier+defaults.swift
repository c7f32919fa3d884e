package import Taxonomy

extension HarmClassifier {
  // What most classifiers do: they judge each text for itself, and detect refusals in one go.

  package var judgesTogether: Bool { false }

  package func judge(together texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals? { nil }

  package func explainRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
    try detectRefusal(in: answer, to: prompt)
  }
}
