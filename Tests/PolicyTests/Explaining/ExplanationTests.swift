import Policy
import Taxonomy
import Testing

@Suite struct ExplanationTests {
  static let lists = """
    phrase_lists:
      animals: [crocodile, fox]
      tools: [hammer, process]
    """

  private func policy(_ rules: String, extra: String = "", mode: String = "enforce") throws -> CompiledPolicy {
    try PolicySource.policy(
      """
      name: one
      mode: \(mode)
      on_classifier_failure: refuse
      \(Self.lists)
      prompt:
        roles: [user, tool]
        rules:
      \(rules)
      \(extra)
      """, scoring: ScoredSignals(categories: Set(HazardCategory.allCases), attack: true))
  }

  private func item(_ text: String, harm: Double = 0.5, categories: [HazardCategory: Double] = [:]) -> JudgedItem {
    JudgedItem(
      text: JudgedText(role: .user, place: TextPlace(message: 0, path: "content"), text: text),
      signals: PromptSignals(harm: harm, categories: categories), index: 0)
  }

  @Test("says of every condition what the rule does: it holds where the rule fires, and not where its negation does")
  func verdicts() throws {
    var conditions = RandomConditions(seed: 4)
    var items = RandomItems(seed: 5)
    var seen: [Bool?: Int] = [:]
    for _ in 0..<400 {
      let condition = conditions.condition()
      let plain = try policy("    - { id: rule, when: \(condition), action: refuse }")
      let negated = try policy("    - { id: rule, when: { not: \(condition) }, action: refuse }")
      for _ in 0..<5 {
        let (item, facts) = (items.item(), items.facts())
        let explained = plain.explain(prompt: item, facts: facts).rules[0].condition
        let fires = plain.rule(onPrompt: [item], facts: facts).decision.ruleIDs == ["rule"]
        let firesNegated = negated.rule(onPrompt: [item], facts: facts).decision.ruleIDs == ["rule"]
        #expect(explained.holds == (fires ? true : firesNegated ? false : nil), "\(condition) of \(item)")
        #expect(negated.explain(prompt: item, facts: facts).rules[0].condition.parts == [explained])
        seen[explained.holds, default: 0] += 1
      }
    }
    #expect(seen.count == 3 && seen.values.allSatisfy { $0 > 100 }, "\(seen)")
  }

  @Test("says of every rule what came of it, as the ruling has it")
  func results() throws {
    var conditions = RandomConditions(seed: 6)
    var items = RandomItems(seed: 7)
    var seen: [String: Int] = [:]
    let actions = [
      "action: refuse", "action: allow", "action: annotate, continue: true", "action: annotate",
      "action: refuse, mode: monitor", "action: judge, judge: guard",
    ]
    var made = 0
    while made < 150 {
      let rules = (0..<5).map { index in
        "    - { id: r\(index), when: \(conditions.condition(depth: 1)), "
          + "\(actions.randomElement(using: &conditions.generator)!) }"
      }
      let extra = """
        exceptions:
          - { id: fine, match: \(conditions.condition(depth: 1)), skip: [r0, r1, r2] }
        judges:
          guard: { url: "http://127.0.0.1:1", model: m, format: wildguard, on_failure: refuse }
        """
      // Rules that can never decide are refused by the loader.
      guard let policy = try? self.policy(rules.joined(separator: "\n"), extra: extra) else { continue }
      made += 1
      for _ in 0..<10 {
        let (item, facts) = (items.item(), items.facts())
        let ruling = policy.rule(onPrompt: [item], facts: facts)
        let explanation = policy.explain(prompt: item, facts: facts)
        #expect(explanation.ruling == ruling)
        let fired = explanation.rules.filter { [.decided, .fired, .noted, .asks].contains($0.result) }.map(\.id)
        if ruling.decision.cause == .rules { #expect(fired == ruling.decision.ruleIDs, "\(rules)\n\(item)") }
        #expect(explanation.rules.contains { $0.result == .asks } == !ruling.questions.isEmpty)
        for rule in explanation.rules {
          seen[rule.result.rawValue, default: 0] += 1
          switch rule.result {
          case .decided, .fired, .noted, .asks:
            #expect(rule.condition.holds == true && !rule.exceptions.contains(where: \.applies))
          case .skipped: #expect(rule.condition.holds == true && rule.exceptions.contains(where: \.applies))
          case .notMet: #expect(rule.condition.holds == false)
          case .unknown: #expect(rule.condition.holds == nil)
          case .notTried: break
          }
        }
      }
    }
    #expect(seen.count == 8, "\(seen)")
  }

  @Test("names what each condition looked at")
  func inputs() throws {
    let rows: [(condition: String, text: String, input: String, why: String)] = [
      ("{ harm: { at_least: 0.5 } }", "a", "0.5", "the score"),
      ("{ category: [hate, cyber], at_least: 0.5 }", "a", "hate 0.25, cyber not scored", "each score"),
      ("{ attack: { at_least: 0.5 } }", "a", "not scored", "there is no such score"),
      ("{ pii: [email, iban] }", "a@example.com", "email", "the kinds, and not the data"),
      ("{ pii: [email, iban] }", "a", "none found", "nothing there"),
      ("{ any_phrase: [kill] }", "KILL it", "`KILL`", "the piece as it is written"),
      ("{ any_phrase: [bomb] }", "a b0mb", "`bomb` with disguises undone", "leetspeak"),
      ("{ expression: '[ab]+c' }", "xx aabc", "`aabc`", "the piece that matches"),
      ("{ any_phrase: [a, b, c, d] }", "a b c d", "`a`, `b`, `c` and 1 more", "few pieces only"),
      ("{ language: [de] }", "x", "cannot be told", "too short"),
      ("{ length: { below: 3 } }", "äö", "2", "scalars and not bytes"),
      ("{ role: [tool] }", "a", "user", "the speaker"), ("{ model: [phi] }", "a", "none named", "no model"),
      ("{ app: [web] }", "a", "`local`", "the app"),
    ]
    for row in rows {
      let policy = try policy("    - { id: rule, when: \(row.condition), action: refuse }")
      let trace = policy.explain(prompt: item(row.text, categories: [.hate: 0.25]), facts: RouteFacts()).rules[0]
        .condition
      #expect(trace.input == row.input, "\(row.condition): \(row.why)")
    }
  }

  @Test("shows a score with the digits that tell on which side of a bound it lies")
  func digits() throws {
    let policy = try policy("    - { id: rule, when: { harm: { at_least: 0.761 } }, action: refuse }")
    let trace = policy.explain(prompt: item("a", harm: 0.76099999), facts: RouteFacts()).rules[0].condition
    #expect(trace.holds == false && trace.input == "0.76099999")
  }

  @Test("shows the text as it is sent on, and nothing where it is withheld")
  func text() throws {
    let policy = try policy(
      """
          - { id: mail, when: { pii: [email] }, action: redact, continue: true }
          - { id: harm, when: { harm: { at_least: 0.8 } }, action: refuse }
      """)
    let mild = policy.explain(prompt: item("to a@example.com"), facts: RouteFacts())
    #expect(mild.text == "to [EMAIL]" && mild.rules.map(\.result) == [.fired, .notMet])
    #expect(policy.explain(prompt: item("to a@example.com", harm: 0.9), facts: RouteFacts()).text == nil)
  }

  @Test("explains answers by the rules for answers")
  func answers() throws {
    let policy = try PolicySource.policy(
      """
      name: one
      response:
        rules:
          - { id: whole, when: { refusal: full }, action: allow }
          - { id: harm, when: { harm: { at_least: 0.5 } }, action: refuse }
      """)
    let explanation = policy.explain(
      answer: "No.", signals: AnswerSignals(harm: 0.9), refusal: .partial, facts: RouteFacts())
    #expect(explanation.stage == .response && explanation.rules.map(\.result) == [.notMet, .decided])
    #expect(explanation.rules[0].condition.input == "partial")
  }

  @Test("says why a request gets its policy")
  func routes() throws {
    let one = "name: one\nprompt: { rules: [{ id: r, when: { harm: { at_least: 0.5 } }, action: refuse }] }\n"
    let routes = "default: one\nroutes:\n  - { app: [web, \"dev*\"], policy: one }\n"
    let policies = try PolicyFolder.load(files: [("one.yaml", Array(one.utf8)), ("routes.yaml", Array(routes.utf8))])
    let reason = try #require(policies.reason(for: RouteFacts(app: "devtools")))
    #expect(reason == #"the route in line 3 matches: { app: ["web", "dev*"], policy: one }"#)
    #expect(policies.reason(for: RouteFacts(app: "cli")) == "the default of the routes is `one`")
  }
}
