import Policy
import Taxonomy
import Testing

@Suite struct ConditionWordsTests {
  private func policy(_ condition: String) throws -> (snapshot: PolicySnapshot, policy: CompiledPolicy) {
    let text = """
      name: one
      \(ExplanationTests.lists)
      prompt:
        roles: [user, tool]
        rules:
          - { id: rule, when: \(condition), action: refuse }
      """
    let snapshot = try PolicyFolder.load(
      files: [("one.yaml", Array(text.utf8))],
      scoring: ScoredSignals(categories: Set(HazardCategory.allCases), attack: true))
    return (snapshot, try #require(snapshot.policy(named: "one")))
  }

  @Test("writes a condition so that it reads back as the same one")
  func roundTrip() throws {
    var conditions = RandomConditions(seed: 1)
    var items = RandomItems(seed: 2)
    for _ in 0..<500 {
      let condition = conditions.condition()
      let (snapshot, first) = try policy(condition)
      let words = first.ruleWords(.prompt)[0].condition
      let (again, second) = try policy(words)
      #expect(second.ruleWords(.prompt)[0].condition == words, "\(condition)")
      #expect(SnapshotComparison(from: snapshot, to: again).isEmpty, "\(condition) is not \(words)")
      for _ in 0..<3 {
        let (item, facts) = (items.item(), items.facts())
        let traces = [first, second].map { $0.explain(prompt: item, facts: facts).rules[0].condition }
        #expect(traces[0] == traces[1], "\(condition) is not \(words)")
      }
    }
  }

  @Test("writes conditions as people do")
  func words() throws {
    let rows: [(written: String, words: String)] = [
      ("{ harm: { at_least: 0.620 } }", "{ harm: { at_least: 0.62 } }"),
      ("{ harm: { between: [0.9, 1] } }", "{ harm: { at_least: 0.9 } }"),
      ("{ harm: { below: 0.00002 } }", "{ harm: { below: 0.00002 } }"),
      ("{ harm: { between: [0, 0.5] } }", "{ harm: { below: 0.5 } }"),
      ("{ category: hate, at_least: 1 }", "{ category: hate, at_least: 1 }"),
      ("{ pii: [iban, email], harm: { at_least: 0.5 } }", "{ harm: { at_least: 0.5 }, pii: [iban, email] }"),
      ("{ phrase_list: tools }", "{ phrase_list: tools }"),
      ("{ any_phrase: [hammer, process] }", "{ phrase_list: tools }"),
      ("{ any_phrase: ['say \"hi\"'] }", #"{ any_phrase: "say \"hi\"" }"#),
      (
        "{ all: [{ harm: { at_least: 0.5 } }, { harm: { below: 0.7 } }] }",
        "{ all: [{ harm: { at_least: 0.5 } }, { harm: { below: 0.7 } }] }"
      ),
      ("{ not: { app: ['dev*'] } }", #"{ not: { app: "dev*" } }"#),
      ("{ length: { between: [1, 9] } }", "{ length: { between: [1, 9] } }"),
    ]
    for row in rows {
      #expect(try policy(row.written).policy.ruleWords(.prompt)[0].condition == row.words)
    }
  }

  @Test("writes actions with what belongs to them")
  func actions() throws {
    let policy = try PolicySource.policy(
      """
      name: one
      judges:
        guard: { url: "http://127.0.0.1:1", model: m, format: wildguard, on_failure: refuse }
      prompt:
        rules:
          - { id: a, when: { pii: [email, iban] }, action: redact, continue: true }
          - { id: b, when: { length: { below: 9 } }, action: rewrite, system: { prepend: "Be\\nkind." }, continue: true }
          - { id: c, when: { harm: { at_least: 0.5 } }, action: refuse, message: gone, as: error }
          - { id: d, when: { harm: { at_least: 0.3 } }, action: judge, judge: guard }
      messages:
        gone: { en: Gone. }
      """)
    #expect(
      policy.ruleWords(.prompt).map(\.action) == [
        "redact, pii: [email, iban]", #"rewrite, system: { prepend: "Be\nkind." }"#, "refuse, message: gone, as: error",
        "judge, judge: guard, message: default",
      ])
  }
}
