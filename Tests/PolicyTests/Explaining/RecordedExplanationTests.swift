import Policy
import Taxonomy
import Testing

@Suite struct RecordedExplanationTests {
  private static let policy = """
    name: one
    on_classifier_failure: refuse
    prompt:
      rules:
        - { id: mail, when: { pii: [email] }, action: refuse }
        - { id: harm, when: { harm: { at_least: 0.6 } }, action: refuse }
        - { id: unsure, when: { harm: { at_least: 0.4 } }, action: annotate }
    response:
      rules:
        - { id: answer, when: { harm: { at_least: 0.5 } }, action: refuse }

    """

  private func explanation(
    harm: Double?, text: String?, answer: Double? = nil
  ) throws -> RecordedExplanation {
    try PolicySource.policy(Self.policy).explain(
      RecordedCase(
        prompt: harm.map { PromptSignals(harm: $0) }, promptText: text, missingOfPrompt: text == nil ? .text : [],
        hasAnswer: answer != nil, answer: answer.map { AnswerSignals(harm: $0) }, answerText: nil,
        missingOfAnswer: .text, refusal: nil, facts: RouteFacts()))
  }

  @Test("says of each rule what came of it, with the recorded scores")
  func results() throws {
    let rows:
      [(Double?, String?, Double?, prompt: [RuleExplanation.Result], answer: [RuleExplanation.Result], String)] =
        [
          (0.9, "a text", nil, [.notMet, .decided, .notTried], [], "the score is enough"),
          (0.9, "to a@example.com", nil, [.decided, .notTried, .notTried], [], "the text settles it"),
          (0.5, "a text", 0.7, [.notMet, .notMet, .decided], [.decided], "the answer was withheld"),
          (0.1, nil, 0.2, [.unknown, .notMet, .notMet], [.notMet], "the text was not kept"),
          (nil, "a text", nil, [.notMet, .unknown, .unknown], [], "no score was kept"),
        ]
    for (harm, text, answer, prompt, replied, why) in rows {
      let explanation = try explanation(harm: harm, text: text, answer: answer)
      #expect(explanation.prompt.map(\.result) == prompt, "\(why)")
      #expect(explanation.answer.map(\.result) == replied, "\(why)")
    }
  }

  @Test("shows what each condition looked at")
  func inputs() throws {
    let explanation = try explanation(harm: 0.9, text: nil)
    #expect(explanation.prompt.map(\.condition.input) == ["the text is not known", "0.9", "0.9"])
  }
}
