import Policy
import Taxonomy
import Testing

@Suite struct ReplayTests {
  private static let policy = """
    name: one
    on_classifier_failure: refuse
    prompt:
      rules:
        - { id: mail, when: { pii: [email] }, action: refuse }
        - { id: cyber, when: { category: cyber, at_least: 0.5 }, action: allow }
        - { id: harm, when: { harm: { at_least: 0.6 } }, action: refuse }
    exceptions:
      - { id: ops, match: { any_phrase: [process] }, skip: [harm] }
    response:
      rules:
        - { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse }
    false_refusals:
      when: { refusal: [full], prompt_harm: { below: 0.3 } }
      action: record

    """

  private func recorded(
    _ harm: Double?, text: String? = "a text", categories: [HazardCategory: Double] = [:],
    missing: RecordedCase.Missing = [], answer: Double? = nil, answerMissing: RecordedCase.Missing = [],
    refusal: RefusalKind? = nil
  ) -> RecordedCase {
    RecordedCase(
      prompt: harm.map { PromptSignals(harm: $0, categories: categories) }, promptText: text,
      missingOfPrompt: text == nil ? missing.union(.text) : missing, hasAnswer: answer != nil || refusal != nil,
      answer: answer.map { AnswerSignals(harm: $0) }, answerText: nil, missingOfAnswer: answerMissing.union(.text),
      refusal: refusal, facts: RouteFacts())
  }

  @Test("decides again from the scores and from the text where that was kept")
  func decisions() throws {
    let policy = try PolicySource.policy(
      Self.policy, scoring: ScoredSignals(categories: Set(HazardCategory.allCases), attack: true))
    let rows: [(RecordedCase, action: ReplayedDecision.Action, rules: [String], unknown: [String], why: String)] = [
      (recorded(0.9), .refuse, ["harm"], [], "the score is enough"),
      (recorded(0.1), .allow, [], [], "and so it is where it is low"),
      (recorded(0.1, text: "to a@example.com"), .refuse, ["mail"], [], "by the text"),
      (recorded(0.9, text: "kill the process"), .allow, [], [], "by the exception"),
      (
        recorded(0.9, text: nil), .unknown, ["harm"], ["prompt mail", "prompt harm"],
        "the exception hangs on the text that was not kept"
      ),
      (recorded(0.1, text: nil), .unknown, [], ["prompt mail"], "the first rule hangs on it"),
      (
        recorded(0.9, missing: .categories), .unknown, ["harm"], ["prompt cyber"],
        "a rule that lets pass hangs on categories that were not kept"
      ),
      (recorded(0.1, missing: .categories), .allow, [], ["prompt cyber"], "it lets pass, and so does everything else"),
      (recorded(nil), .refuse, [], [], "the classifier failed, and `on_classifier_failure` decides"),
      (
        recorded(nil, missing: [.scores, .categories]), .unknown, [], ["prompt cyber", "prompt harm"],
        "no score is known"
      ),
      (recorded(0.1, answer: 0.9), .cut, ["harm"], [], "the answer is harmful"),
      (recorded(0.1, answer: 0.2), .allow, [], [], "both are harmless"),
      (recorded(0.9, answer: 0.9), .refuse, ["harm"], [], "there would be no answer to judge"),
      (
        recorded(0.1, answer: 0.2, answerMissing: .scores), .unknown, [], [], "the answer was not scored"
      ),
    ]
    for row in rows {
      var recorded = row.0
      if row.why == "the answer was not scored" { recorded.answer = nil }
      let decision = policy.replay(recorded)
      #expect(decision.action == row.action, "\(row.why)")
      if row.action != .unknown { #expect(decision.ruleIDs == row.rules, "\(row.why)") }
      if !row.unknown.isEmpty { #expect(decision.unknownRules == row.unknown, "\(row.why)") }
    }
  }

  @Test("suspects false refusals by the revision's own range")
  func falseRefusals() throws {
    let policy = try PolicySource.policy(Self.policy)
    #expect(policy.replay(recorded(0.2, answer: 0, refusal: .full)).isSuspectedFalseRefusal)
    #expect(!policy.replay(recorded(0.4, answer: 0, refusal: .full)).isSuspectedFalseRefusal, "not harmless enough")
    #expect(!policy.replay(recorded(0.2, answer: 0, refusal: .partial)).isSuspectedFalseRefusal, "another kind")
    #expect(!policy.replay(recorded(0.2, answer: 0.9, refusal: .full)).isSuspectedFalseRefusal, "it would be cut")
  }

  @Test("does not tell how a request was overloaded apart from how it failed")
  func failures() throws {
    func action(_ head: String) throws -> ReplayedDecision.Action {
      let policy = try PolicySource.policy(Self.policy.replacing("on_classifier_failure: refuse", with: head))
      var failed = recorded(0)
      failed.prompt = nil
      return policy.replay(failed).action
    }
    #expect(try action("") == .refuse)
    #expect(try action("on_classifier_failure: allow") == .allow)
    #expect(try action("on_overload: allow") == .unknown)
    #expect(try action("on_overload: allow\non_classifier_failure: allow") == .allow)
  }

  @Test("notes, and does not withhold, in `mode: monitor`")
  func monitored() throws {
    let policy = try PolicySource.policy(Self.policy.replacing("name: one", with: "name: one\nmode: monitor"))
    #expect(policy.replay(recorded(0.9)).action == .monitor)
    #expect(
      policy.replay(recorded(0.9, answer: 0.1)).action == .monitor, "the prompt's note outlives a harmless answer")
  }

  @Test("with everything known, decides as the rules do")
  func agreement() throws {
    var conditions = RandomConditions(seed: 11)
    var items = RandomItems(seed: 12)
    for _ in 0..<150 {
      let policy = try PolicySource.policy(
        """
        name: one
        \(ExplanationTests.lists)
        prompt: { rules: [{ id: rule, when: \(conditions.condition()), action: refuse }] }
        exceptions: [{ id: fine, match: \(conditions.condition(depth: 1)), skip: [rule] }]
        """, scoring: ScoredSignals(categories: Set(HazardCategory.allCases), attack: true))
      for _ in 0..<5 {
        var item = items.item()
        item.text.role = .user
        let facts = items.facts()
        let decision = policy.rule(onPrompt: [item], facts: facts).decision
        let replayed = policy.replay(
          RecordedCase(
            prompt: item.signals, promptText: item.text.text, missingOfPrompt: [], hasAnswer: false, answer: nil,
            answerText: nil, missingOfAnswer: [], refusal: nil, facts: facts))
        #expect(replayed.action == (decision.action == .refuse ? .refuse : .allow))
        #expect(replayed.ruleIDs == decision.ruleIDs && replayed.unknownRules == [])
      }
    }
  }

  @Test("leaves out nothing that the missing text could have changed")
  func soundness() throws {
    var conditions = RandomConditions(seed: 13)
    var items = RandomItems(seed: 14)
    var settled = 0
    for _ in 0..<300 {
      let policy = try PolicySource.policy(
        """
        name: one
        \(ExplanationTests.lists)
        prompt: { rules: [{ id: rule, when: \(conditions.condition()), action: refuse }] }
        exceptions: [{ id: fine, match: \(conditions.condition(depth: 1)), skip: [rule] }]
        """, scoring: ScoredSignals(categories: Set(HazardCategory.allCases), attack: true))
      let (item, facts) = (items.item(), items.facts())
      func replay(_ text: String?) -> ReplayedDecision.Action {
        policy.replay(
          RecordedCase(
            prompt: item.signals, promptText: text, missingOfPrompt: text == nil ? .text : [], hasAnswer: false,
            answer: nil, answerText: nil, missingOfAnswer: [], refusal: nil, facts: facts)
        ).action
      }
      let blind = replay(nil)
      if blind == .unknown { continue }
      settled += 1
      // What is said without the text holds whatever the text was.
      for text in RandomItems.texts { #expect(replay(text) == blind) }
    }
    #expect(settled > 50)
  }

  @Test("counts transitions, rules and what cannot be told, and keeps few examples")
  func tally() throws {
    let policy = try PolicySource.policy(Self.policy)
    var tally = ReplayTally(examplesEach: 2)
    func recorded(_ id: String, _ harm: Double) -> ReplayTally.Recorded {
      ReplayTally.Recorded(
        id: id, action: .refuse, stage: .prompt, ruleIDs: ["harm"], isSuspectedFalseRefusal: false, promptHarm: harm,
        answerHarm: nil, words: nil)
    }
    for index in 0..<10 {
      let harm = index < 3 ? 0.9 : 0.5
      tally.add(recorded("\(index)", harm), policy.replay(self.recorded(harm)), policy: "one")
    }
    tally.add(recorded("blind", 0.5), policy.replay(self.recorded(0.5, text: nil)), policy: "one")
    #expect(tally.records == 11 && tally.changed == 7 && tally.undecided == 1)
    #expect(tally.transitions[.init(from: .refuse, to: .allow)] == 7)
    #expect(tally.rules["prompt harm"] == .init(before: 11, after: 3, unknown: 0))
    #expect(tally.rules["prompt mail"]?.unknown == 1)
    #expect(tally.examples.map(\.id) == ["3", "4", "blind"])
  }
}
