package import Classifiers
package import Policy
package import Taxonomy

/// Scores a prompt, and an answer to it, as the proxy would.
package struct TextScoring: Sendable {
  private let classifier: any HarmClassifier

  package init(_ classifier: any HarmClassifier) { self.classifier = classifier }

  /// - Parameters:
  ///   - release: how the policy cuts answers into passages.
  ///   - detectsRefusal: whether the answer is looked at for being a refusal.
  package func signals(
    prompt: String, role: SpeakerRole, response: String?, release: ReleaseMode, detectsRefusal: Bool
  ) throws(ClassifierFailure) -> PolicyTestSignals {
    let text = JudgedText(role: role, place: TextPlace(message: 0, path: "content"), text: prompt)
    var signals = PolicyTestSignals(prompt: try classifier.judge(prompt: [text]))
    guard let response else { return signals }
    for passage in PassageCutter.passages(of: response, window: release.window, context: release.context) {
      signals.passages.append((passage.text, try classifier.judge(answer: passage.text, to: prompt)))
    }
    if detectsRefusal { signals.refusal = try classifier.detectRefusal(in: response, to: prompt).kind }
    return signals
  }

  /// What a test's texts score.
  package func signals(
    of test: PolicyTestCase, under policy: CompiledPolicy
  ) throws(ClassifierFailure) -> PolicyTestSignals {
    try signals(
      prompt: test.prompt, role: test.role, response: test.response, release: policy.release,
      detectsRefusal: policy.decidesOnRefusals)
  }
}
