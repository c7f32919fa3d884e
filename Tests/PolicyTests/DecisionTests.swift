import Policy
import Taxonomy
import Testing

@Suite struct DecisionTests {
  static let rules = """
    prompt:
      rules:
        - { id: trial, when: { harm: { at_least: 0.3 } }, action: refuse, message: soft, mode: monitor }
        - { id: sure, when: { harm: { at_least: 0.9 } }, action: refuse, message: hard }
        - { id: fine, when: { harm: { between: [0.6, 0.7] } }, action: allow }
        - { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse }
    messages: { soft: { en: Soft. }, hard: { en: Hard. } }
    """

  struct Row: Sendable {
    var harm: Double
    var enforced: Decision
    var monitored: Decision
    var why: String
  }

  static let rows: [Row] = [
    Row(
      harm: 0.1, enforced: Decision(stage: .prompt, action: .allow),
      monitored: Decision(stage: .prompt, action: .allow, isEnforced: false), why: "no rule fires"),
    Row(
      harm: 0.4,
      enforced: Decision(stage: .prompt, action: .refuse, ruleIDs: ["trial"], isEnforced: false, messageKey: "soft"),
      monitored: Decision(stage: .prompt, action: .refuse, ruleIDs: ["trial"], isEnforced: false, messageKey: "soft"),
      why: "a rule on trial is noted and not carried out"),
    Row(
      harm: 0.55,
      enforced: Decision(stage: .prompt, action: .refuse, ruleIDs: ["trial", "harm"], messageKey: "default"),
      monitored: Decision(
        stage: .prompt, action: .refuse, ruleIDs: ["trial", "harm"], isEnforced: false, messageKey: "default"),
      why: "a rule on trial does not keep a later one from deciding"),
    Row(
      harm: 0.65,
      enforced: Decision(
        stage: .prompt, action: .refuse, ruleIDs: ["trial", "fine"], isEnforced: false, messageKey: "soft"),
      monitored: Decision(
        stage: .prompt, action: .refuse, ruleIDs: ["trial", "fine"], isEnforced: false, messageKey: "soft"),
      why: "a rule on trial would have refused before the one that lets the text pass"),
    Row(
      harm: 0.95, enforced: Decision(stage: .prompt, action: .refuse, ruleIDs: ["trial", "sure"], messageKey: "hard"),
      monitored: Decision(
        stage: .prompt, action: .refuse, ruleIDs: ["trial", "sure"], isEnforced: false, messageKey: "hard"),
      why: "the first of two that would fire decides"),
  ]

  @Test("the first enforced rule that fires decides", arguments: rows)
  func decides(_ row: Row) throws {
    let enforced = try PolicySource.policy("name: p\n\(Self.rules)")
    let monitored = try PolicySource.policy("name: p\nmode: monitor\n\(Self.rules)")
    #expect(enforced.decide(prompt: PromptSignals(harm: row.harm)) == row.enforced, "\(row.why)")
    #expect(monitored.decide(prompt: PromptSignals(harm: row.harm)) == row.monitored, "\(row.why)")
  }

  @Test("a failed classifier is decided by on_classifier_failure, in both stages")
  func failure() throws {
    let cases: [(String, Decision.Action, Bool)] = [
      ("", .refuse, true), ("on_classifier_failure: allow\n", .allow, true),
      ("on_classifier_failure: refuse\nmode: monitor\n", .refuse, false),
    ]
    for (text, action, isEnforced) in cases {
      let policy = try PolicySource.policy("name: p\n\(text)\(Self.rules)")
      for stage in Stage.allCases {
        let expected = Decision(
          stage: stage, action: action, cause: .classifierFailure, isEnforced: isEnforced,
          messageKey: action == .refuse ? "default" : nil)
        #expect(policy.decideOnClassifierFailure(stage) == expected)
      }
      #expect(policy.decide(prompt: PromptSignals(harm: .nan)) == policy.decideOnClassifierFailure(.prompt))
      #expect(policy.decide(answer: AnswerSignals(harm: .nan)) == policy.decideOnClassifierFailure(.response))
    }
  }

  @Test("a stage without rules is not judged")
  func stages() throws {
    let neither = try PolicySource.policy("name: p\nprompt: { rules: [] }\n")
    #expect(!neither.judgesPrompt && !neither.judgesAnswers && !neither.watchesRefusals)
    #expect(neither.falseRefusalAction == nil)
    let text = JudgedText(role: .user, place: TextPlace(message: 0, path: "content"), text: "Hello")
    #expect(neither.judgedTexts(of: Conversation(texts: [text], messageCount: 1)) == [])
    #expect(!neither.isSuspectedFalseRefusal(promptHarm: 0, refusal: .full))
    let both = try PolicySource.policy(
      """
      name: p
      prompt: { rules: [{ id: a, when: { harm: { at_least: 0.5 } }, action: refuse }] }
      response: { rules: [{ id: a, when: { harm: { at_least: 0.5 } }, action: refuse }] }
      """)
    #expect(both.judgesPrompt && both.judgesAnswers)
  }

  @Test("what is not given has its default")
  func defaults() throws {
    let policy = try PolicySource.policy("name: p\n")
    #expect(policy.mode == .enforce)
    #expect(policy.onClassifierFailure == .refuse && policy.onOverload == .refuse)
    #expect(policy.unknownContent == .allow && policy.media == .allow && !policy.startsInParallel)
    #expect(policy.release == .window(window: 240, context: 720))
    #expect(policy.recordContent == .full)
    #expect(policy.message(nil, languages: [], decision: MessageTests.decision) == "I can't help with that.")
  }

  @Test("what cannot be judged is refused or let pass as the policy says, and monitoring refuses nothing")
  func contents() throws {
    let rule = "{ id: a, when: { harm: { at_least: 0.5 } }, action: refuse }"
    let (allow, refuse) = (Decision.Action.allow, Decision.Action.refuse)
    let rows:
      [(head: String, stage: String, unknown: Decision.Action, tokens: Decision.Action, media: Decision.Action)] =
        [
          ("", "rules: []", allow, allow, allow), ("", "rules: [\(rule)]", allow, refuse, allow),
          ("", "token_prompts: refuse", allow, refuse, allow),
          ("", "token_prompts: allow, rules: [\(rule)]", allow, allow, allow),
          ("", "unknown_content: refuse", refuse, allow, allow), ("", "media: refuse", allow, allow, refuse),
          ("mode: monitor", "unknown_content: refuse, token_prompts: refuse, media: refuse", allow, allow, allow),
        ]
    for row in rows {
      let policy = try PolicySource.policy("name: p\n\(row.head)\nprompt: { \(row.stage) }\n")
      #expect(
        policy.unknownContent == row.unknown && policy.tokenPrompts == row.tokens && policy.media == row.media,
        "\(row.head) \(row.stage)")
    }
  }

  @Test("what a policy says of content, overload and the start is inherited word by word")
  func inherits() throws {
    let base = """
      name: base
      on_overload: allow
      prompt: { unknown_content: refuse, token_prompts: allow, media: refuse, start: parallel }
      """
    let child = "name: child\nextends: base\nprompt: { media: allow, turns: 2 }\n"
    let grandchild = "name: grandchild\nextends: child\non_overload: refuse\nprompt: { start: judged }\n"
    let snapshot = try PolicyFolder.load(
      files: [base, child, grandchild].enumerated().map { ("\($0).yaml", Array($1.utf8)) })
    let policy = try #require(snapshot.policy(named: "child"))
    #expect(policy.onOverload == .allow && policy.unknownContent == .refuse && policy.tokenPrompts == .allow)
    #expect(policy.media == .allow && policy.startsInParallel)
    let last = try #require(snapshot.policy(named: "grandchild"))
    #expect(last.onOverload == .refuse && !last.startsInParallel && last.unknownContent == .refuse)
  }

  @Test("overload is a failure like others unless the policy says what follows")
  func overload() throws {
    let rows: [(String, Decision.Action, Decision.Action)] = [
      ("", .refuse, .refuse), ("on_classifier_failure: allow", .allow, .allow),
      ("on_overload: allow", .refuse, .allow), ("on_classifier_failure: allow\non_overload: refuse", .allow, .refuse),
    ]
    for (text, failed, overloaded) in rows {
      let policy = try PolicySource.policy("name: p\n\(text)\n")
      #expect(policy.onClassifierFailure == failed && policy.onOverload == overloaded, "\(text)")
      for stage in Stage.allCases {
        #expect(policy.decideOnClassifierFailure(stage).action == failed, "\(text)")
        let decision = policy.decideOnClassifierFailure(stage, .overloaded)
        #expect(decision.action == overloaded && decision.cause == .classifierFailure, "\(text)")
        #expect(decision.messageKey == (overloaded == .refuse ? "default" : nil), "\(text)")
      }
    }
  }

  @Test("release modes carry their bounds")
  func release() throws {
    let rows: [(String, ReleaseMode)] = [
      ("release: window", .window(window: 240, context: 720)),
      ("release: window, trail: 0", .window(window: 240, context: 720)),
      ("release: whole, window: 500, context: 0", .whole(window: 500, context: 0)),
      ("release: trail, trail: 80, window: 16", .trail(window: 16, context: 720, trail: 80)),
    ]
    for (text, expected) in rows {
      #expect(try PolicySource.policy("name: p\nresponse: { \(text) }\n").release == expected, "\(text)")
    }
  }

  @Test("only what the client is told of an answer's beginning holds the answer")
  func holds() throws {
    let rows: [(action: String?, holds: Bool)] = [(nil, false), ("record", false), ("annotate", true)]
    for row in rows {
      let refusals = row.action.map {
        "false_refusals: { when: { refusal: full, prompt_harm: { below: 0.3 } }, action: \($0) }\n"
      }
      for head in ["", "mode: monitor\n", "response: { release: trail, trail: 80 }\n"] {
        let policy = try PolicySource.policy(
          """
          name: p
          prompt: { rules: [{ id: a, when: { harm: { at_least: 0.5 } }, action: refuse }] }
          \(head)\(refusals ?? "")
          """)
        #expect(policy.holdsForRefusal == row.holds, "\(head)\(row.action ?? "none")")
      }
    }
  }

  @Test("a retry says how the model is asked once more, holds the answer, and is none in monitor mode")
  func retry() throws {
    let rows: [(text: String, expected: RetryRequest)] = [
      ("{ system: Answer directly. }", RetryRequest(system: "Answer directly.")),
      ("{ model: kind-model }", RetryRequest(model: "kind-model")),
      ("{ system: S, model: m }", RetryRequest(system: "S", model: "m")),
    ]
    for row in rows {
      for mode in ["enforce", "monitor"] {
        let policy = try PolicySource.policy(
          """
          name: p
          mode: \(mode)
          prompt: { rules: [{ id: a, when: { harm: { at_least: 0.5 } }, action: refuse }] }
          false_refusals: { when: { refusal: full, prompt_harm: { below: 0.3 } }, action: retry, retry: \(row.text) }
          """)
        #expect(policy.retry == (mode == "enforce" ? row.expected : nil), "\(row.text)")
        #expect(policy.holdsForRefusal == (mode == "enforce"))
      }
    }
  }

  @Test("a refusal of a harmless prompt is suspected, a refusal of a harmful one is not")
  func falseRefusals() throws {
    let policy = try PolicySource.policy(
      """
      name: p
      prompt: { rules: [{ id: a, when: { harm: { at_least: 0.5 } }, action: refuse }] }
      false_refusals: { when: { refusal: [full], prompt_harm: { below: 0.3 } }, action: annotate }
      """)
    #expect(policy.watchesRefusals)
    #expect(policy.falseRefusalAction == .annotate)
    let rows: [(Double, RefusalKind, Bool, String)] = [
      (0.1, .full, true, "safe and refused"), (0.3, .full, false, "the bound is out"),
      (0.1, .partial, false, "the kind is not listed"), (0.1, .none, false, "not refused"),
      (.nan, .full, false, "the prompt has no score"),
    ]
    #expect(policy.looksHarmless(promptHarm: 0.29) && !policy.looksHarmless(promptHarm: 0.3))
    #expect(try !PolicySource.policy("name: p").looksHarmless(promptHarm: 0))
    for (harm, kind, expected, why) in rows {
      #expect(policy.isSuspectedFalseRefusal(promptHarm: harm, refusal: kind) == expected, "\(why)")
    }
  }
}
