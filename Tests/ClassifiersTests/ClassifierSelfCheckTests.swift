import Classifiers
import Taxonomy
import Testing

@Suite struct ClassifierSelfCheckTests {
  /// Answers the same to everything, as a classifier does whose weights were not loaded.
  private struct Indifferent: HarmClassifier {
    var harm: Double
    var identity: ClassifierIdentity { ClassifierIdentity(name: "indifferent", revision: "000000000000") }
    var inlineByteLimit: Int { 0 }

    func judge(prompt texts: [JudgedText]) throws(ClassifierFailure) -> PromptSignals { PromptSignals(harm: harm) }
    func judge(answer passage: String, to prompt: String) throws(ClassifierFailure) -> AnswerSignals {
      AnswerSignals(harm: harm)
    }
    func detectRefusal(in answer: String, to prompt: String) throws(ClassifierFailure) -> RefusalSignals {
      RefusalSignals(kind: .none, refusal: harm)
    }
  }

  @Test("a classifier that answers the same to everything fails", arguments: [0, 0.5, 1, Double.nan])
  func indifference(harm: Double) throws {
    let failure = try #require(throws: ClassifierFailure.self) { try ClassifierSelfCheck.run(Indifferent(harm: harm)) }
    guard case .selfCheckFailed = failure else {
      Issue.record("\(failure)")
      return
    }
  }
}
