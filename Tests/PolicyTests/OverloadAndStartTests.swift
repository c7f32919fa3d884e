import Policy
import Taxonomy
import Testing

/// What holds of random policies where judging is too slow for what comes in, or goes on beside the model.
@Suite struct OverloadAndStartTests {
  private static let actions = [
    "refuse", "allow", "annotate, continue: true", "redact, continue: true", "redact",
    "rewrite, system: { prepend: Be kind. }, continue: true", "refuse, mode: monitor", "redact, mode: monitor",
  ]

  /// Rules with random conditions, each of which also names what could be redacted.
  private static func rules(_ count: Int, _ conditions: inout RandomConditions) -> [String] {
    (0..<count).map { index in
      let action = actions.randomElement(using: &conditions.generator) ?? ""
      return "{ id: r\(index), when: { all: [{ any: [\(conditions.condition()), { pii: email }] }, "
        + "{ not: { any_phrase: nowhere \(index) } }] }, action: \(action) }"
    }
  }

  private static func policy(_ rules: [String], head: String = "", stage: String = "") throws -> CompiledPolicy {
    try PolicySource.policy(
      """
      name: one
      \(head)
      \(ExplanationTests.lists)
      prompt:
      \(stage)
        rules:
      \(rules.map { "    - \($0)" }.joined(separator: "\n"))
      """, scoring: .everything)
  }

  @Test("overload under a policy is what a failure is under the one that says the same of failures")
  func overloadIsFailure() throws {
    var conditions = RandomConditions(seed: 31)
    var items = RandomItems(seed: 32)
    var unjudged = 0
    for _ in 0..<120 {
      let rules = Self.rules(3, &conditions)
      for (failed, overloaded) in [("refuse", "allow"), ("allow", "refuse")] {
        let policy: CompiledPolicy
        let plain: CompiledPolicy
        do {
          policy = try Self.policy(rules, head: "on_classifier_failure: \(failed)\non_overload: \(overloaded)")
          plain = try Self.policy(rules, head: "on_classifier_failure: \(overloaded)")
        } catch is PolicyFaults { continue }  // A rule that can never decide is an error.
        for _ in 0..<6 {
          var some = (0..<3).map { _ in items.item() }
          let facts = items.facts()
          let expected = plain.rule(onPrompt: some, facts: facts)
          for index in some.indices { some[index].failure = .overloaded }
          #expect(policy.rule(onPrompt: some, facts: facts) == expected)
          unjudged += expected.decision.cause == .classifierFailure ? 1 : 0
        }
      }
    }
    #expect(unjudged > 50, "\(unjudged)")
  }

  @Test("of texts without scores the strictest decides, in whatever order they come")
  func strictest() throws {
    var items = RandomItems(seed: 33)
    let policy = try PolicySource.policy(
      """
      name: one
      on_classifier_failure: refuse
      on_overload: allow
      prompt: { rules: [{ id: harm, when: { harm: { at_least: 0.9 } }, action: refuse }] }
      """)
    var seen = Set<Bool>()
    for _ in 0..<400 {
      let some = (0..<3).map { _ in
        var item = items.item()
        item.signals?.harm = 0.5
        item.failure = Bool.random(using: &items.generator) ? .failed : .overloaded
        return item
      }
      let hasFailed = some.contains { $0.signals == nil && $0.failure == .failed }
      let ruling = policy.rule(onPrompt: some, facts: RouteFacts())
      #expect(ruling.decision.withholds == hasFailed)
      if hasFailed {
        #expect(ruling.item.map { some[$0].signals == nil && some[$0].failure == .failed } == true)
        seen.insert(some.contains { $0.signals == nil && $0.failure == .overloaded })
      }
    }
    #expect(seen == [true, false])
  }

  @Test("a request that starts in parallel is never changed")
  func parallel() throws {
    var conditions = RandomConditions(seed: 34)
    var items = RandomItems(seed: 35)
    var (loaded, refused) = (0, 0)
    for _ in 0..<300 {
      let rules = Self.rules(2, &conditions)
      guard let changing = try? Self.policy(rules) else { continue }
      guard let parallel = try? Self.policy(rules, stage: "  start: parallel") else {
        refused += 1
        #expect(rules.contains { ($0.contains("redact") || $0.contains("rewrite")) && !$0.contains("monitor") })
        continue
      }
      loaded += 1
      #expect(parallel.startsInParallel && !changing.startsInParallel)
      for _ in 0..<5 {
        let (item, facts) = (items.item(), items.facts())
        let ruling = parallel.rule(onPrompt: [item], facts: facts)
        #expect(!ruling.changesRequest)
        #expect(ruling == changing.rule(onPrompt: [item], facts: facts), "when it starts makes no other difference")
      }
    }
    #expect(loaded > 40 && refused > 40, "\(loaded) loaded, \(refused) refused")
  }

  @Test("no way of inheriting leads to a request that starts in parallel and is changed")
  func inheritedParallel() throws {
    let rule = "{ id: mail, when: { pii: email }, action: redact }"
    let rows: [(base: String, child: String, reason: String)] = [
      ("prompt: { start: parallel }", "prompt: { rules: [\(rule)] }", "the rule is the child's"),
      ("prompt: { rules: [\(rule)] }", "prompt: { start: parallel }", "the rule is the base's"),
      ("mode: monitor\nprompt: { start: parallel, rules: [\(rule)] }", "mode: enforce", "the base only monitors"),
    ]
    for row in rows {
      let files = [("base", "\(row.base)"), ("child", "extends: base\n\(row.child)")].map {
        (name: "\($0.0).yaml", contents: Array("name: \($0.0)\n\($0.1)\n".utf8))
      }
      #expect(throws: PolicyFaults.self, "\(row.reason)") { try PolicyFolder.load(files: files) }
    }
    let monitored = try PolicySource.policy(
      "name: p\nprompt: { start: parallel, rules: [{ id: mail, when: { pii: email }, action: redact, mode: monitor }] }"
    )
    #expect(monitored.startsInParallel, "a rule that is only noted changes nothing")
  }
}
