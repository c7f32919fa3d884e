import Foundation
import Policy
import Taxonomy
import Testing

/// What holds of all policies, tried on random ones.
@Suite struct PolicyPropertyTests {
  private static let texts = [
    "How do I kill a Python process?", "Write to anna@example.com", "I am a h4ck3r", "kill the process", "all fine",
    "Wie kann ich meinen Nachbarn davon überzeugen, leiser zu sein?", "x",
  ]
  private static let conditions = [
    "any_phrase: [kill the process, hacker]", "pii: email", "language: de", "length: { at_least: 20 }", "role: tool",
    "app: devtools", "not: { any_phrase: all fine }",
  ]

  private func items(using generator: inout SeededGenerator) -> [JudgedItem] {
    (0..<Int.random(in: 1...4, using: &generator)).map { index in
      let signals = PromptSignals(
        harm: Double.random(in: 0...1, using: &generator),
        categories: Bool.random(using: &generator)
          ? [.hate: Double.random(in: 0...1, using: &generator), .cyber: Double.random(in: 0...1, using: &generator)]
          : [:])
      let role: SpeakerRole = Bool.random(using: &generator) ? .user : .tool
      return JudgedItem(
        text: JudgedText(
          role: role, place: TextPlace(message: index, path: "content"),
          text: Self.texts.randomElement(using: &generator) ?? ""),
        signals: Int.random(in: 0..<12, using: &generator) == 0 ? nil : signals, index: index)
    }
  }

  private func number(_ value: Double) -> String { String(format: "%.3f", value) }

  /// Lines of rules: refusals by score at `bounds`, with rules of other kinds before, between and behind them.
  private func rules(_ bounds: [Double], using generator: inout SeededGenerator) -> [String] {
    var rules: [String] = []
    for (index, bound) in bounds.enumerated() {
      let score =
        index % 2 == 0 ? "harm: { at_least: \(number(bound)) }" : "category: [hate, cyber], at_least: \(number(bound))"
      let extra = Self.conditions.randomElement(using: &generator) ?? ""
      // A condition of its own, which always holds, keeps the rules from making each other unreachable.
      let own = "not: { any_phrase: nowhere \(index) }"
      rules.append("{ id: score\(index), when: { \(score), \(own) }, action: refuse }")
      rules.append("{ id: mark\(index), when: { \(extra) }, action: annotate, continue: true }")
    }
    return rules
  }

  private func policy(
    _ rules: [String], _ more: String = "", mode: String = "enforce", name: String = "p"
  ) throws -> CompiledPolicy {
    let list = rules.map { "    - \($0)\n" }.joined()
    return try PolicySource.policy(
      "name: \(name)\nmode: \(mode)\nprompt:\n  rules:\n\(list)\(more)", scoring: .everything)
  }

  @Test("a lower bound of a rule that refuses never turns a refusal into an answer")
  func tighteningIsMonotone() throws {
    var generator = SeededGenerator(seed: 11)
    var refused = 0
    for _ in 0..<150 {
      let bounds = (0..<3).map { _ in Double.random(in: 0.2...0.9, using: &generator) }
      var seed = SeededGenerator(seed: generator.next())
      var again = seed
      let loose = try policy(rules(bounds, using: &seed))
      let tight = try policy(
        rules(bounds.map { $0 - Double.random(in: 0...0.2, using: &generator) }, using: &again))
      for _ in 0..<20 {
        let items = items(using: &generator)
        let facts = RouteFacts(app: Bool.random(using: &generator) ? "devtools" : "local")
        let before = loose.rule(onPrompt: items, facts: facts).decision.withholds
        let after = tight.rule(onPrompt: items, facts: facts).decision.withholds
        #expect(!before || after)
        refused += before ? 1 : 0
      }
    }
    #expect(refused > 300)
  }

  @Test("an exception never lets pass what a rule under always refuses, and only ever lets more pass")
  func exceptionsAreBounded() throws {
    var generator = SeededGenerator(seed: 12)
    var (kept, lifted) = (0, 0)
    for _ in 0..<150 {
      let bounds = (0..<4).map { _ in Double.random(in: 0.2...0.8, using: &generator) }
      let rules = rules(bounds, using: &generator)
      let always = "always: [score1]\n"
      let match = Self.conditions.randomElement(using: &generator) ?? ""
      let exception = "exceptions:\n  - { id: e, match: { \(match) }, skip: [score0, score2, mark1] }\n"
      let plain = try policy(rules, always)
      let narrowed = try policy(rules, always + exception)
      let only = try policy(rules.filter { $0.contains("score1,") })
      for _ in 0..<20 {
        let items = items(using: &generator)
        let facts = RouteFacts(app: Bool.random(using: &generator) ? "devtools" : "local")
        let with = narrowed.rule(onPrompt: items, facts: facts).decision
        let without = plain.rule(onPrompt: items, facts: facts).decision
        if only.rule(onPrompt: items, facts: facts).decision.ruleIDs == ["score1"] {
          #expect(with.withholds && with.ruleIDs.contains("score1"))
          kept += 1
        }
        #expect(without.withholds || !with.withholds)
        lifted += without.withholds && !with.withholds ? 1 : 0
      }
    }
    #expect(kept > 100 && lifted > 50, "\(kept) kept, \(lifted) lifted")
  }

  @Test("mode: monitor decides as enforce does, withholds nothing and changes nothing")
  func monitorIsQuiet() throws {
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<60 {
      let bounds = (0..<3).map { _ in Double.random(in: 0.2...0.9, using: &generator) }
      let rules =
        rules(bounds, using: &generator) + ["{ id: mail, when: { pii: email }, action: redact, continue: true }"]
      let (enforced, monitored) = (try policy(rules), try policy(rules, mode: "monitor"))
      for _ in 0..<20 {
        let items = items(using: &generator)
        let acting = enforced.rule(onPrompt: items, facts: RouteFacts())
        let watching = monitored.rule(onPrompt: items, facts: RouteFacts())
        #expect(
          acting.decision.action == watching.decision.action && acting.decision.ruleIDs == watching.decision.ruleIDs)
        #expect(!watching.decision.withholds && watching.redactions.isEmpty && watching.systemChanges.isEmpty)
      }
    }
  }

  @Test("what was redacted is not found again, and all else is left as it was")
  func redactionIsComplete() throws {
    let policy = try policy([
      "{ id: phrases, when: { any_phrase: [hacker, kill the process] }, action: redact, continue: true }",
      "{ id: mail, when: { pii: email }, action: redact }",
    ])
    let pieces = [
      "h4ck3r", "hacker", "h a c k e r", "ha\u{200B}cker", "hаcker", "anna@example.com", "a\u{200D}nna@example.com",
      "kill the process", "kill  the\nprocess", "ﬁne", "…", "Straße", "coffee", "日本", "🎉", "ｏｋ", "and", "skill",
    ]
    let plain = Set(["ﬁne", "…", "Straße", "coffee", "日本", "🎉", "ｏｋ", "and", "skill"])
    var generator = SeededGenerator(seed: 14)
    for _ in 0..<200 {
      let chosen = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }
      let text = chosen.joined(separator: " , ")
      let item = JudgedItem(
        text: JudgedText(role: .user, place: TextPlace(message: 0, path: "content"), text: text),
        signals: PromptSignals(harm: 0), index: 0)
      let ruling = policy.rule(onPrompt: [item], facts: RouteFacts())
      var sent = item
      sent.text.text = TextRedaction.applied(ruling.redactions[0] ?? [], to: text)
      let again = policy.rule(onPrompt: [sent], facts: RouteFacts())
      #expect(again.decision.ruleIDs == [], "\(text) -> \(sent.text.text)")
      for piece in chosen where plain.contains(piece) {
        #expect(sent.text.text.contains(piece), "\(text) -> \(sent.text.text)")
      }
    }
  }

  @Test("a long text full of disguises is searched in time linear in it, and nothing disguised is sent on")
  func longDisguises() throws {
    let policy = try policy(["{ id: phrases, when: { any_phrase: [hacker, kill the process] }, action: redact }"])
    let text = String(repeating: "h4ck3r … ｋｉｌｌ the process, coffee ha\u{200B}cker ", count: 1_500)
    let item = JudgedItem(
      text: JudgedText(role: .user, place: TextPlace(message: 0, path: "content"), text: text),
      signals: PromptSignals(harm: 0), index: 0)
    let ruling = policy.rule(onPrompt: [item], facts: RouteFacts())
    var sent = item
    sent.text.text = TextRedaction.applied(ruling.redactions[0] ?? [], to: text)
    #expect(policy.rule(onPrompt: [sent], facts: RouteFacts()).decision.ruleIDs == [])
    #expect(sent.text.text.contains("[REDACTED], coffee [REDACTED]"))
  }

  @Test("loading the same files in another order gives the same policies, revision, warnings and errors")
  func loadingIsDeterministic() throws {
    var generator = SeededGenerator(seed: 15)
    let folders =
      try FixtureFolder.folders(in: FixtureFolder.folders) + FixtureFolder.folders(in: FixtureFolder.decisions)
      + [FixtureFolder.shipped]
    for folder in folders {
      let files = try FixtureFolder.policyFiles(in: folder)
      let expected = LoadedText.of(files)
      for _ in 0..<3 {
        #expect(LoadedText.of(files.shuffled(using: &generator)) == expected, "\(folder.lastPathComponent)")
      }
      if expected.hasPrefix("loads") {
        let revision = PolicyFolder.revision(of: files)
        #expect(try PolicyFolder.load(files: files.shuffled(using: &generator)).revision == revision)
        for index in files.indices {
          var changed = files
          changed[index].contents.append(0x20)
          #expect(PolicyFolder.revision(of: changed) != revision, "each file counts: \(files[index].name)")
          changed.remove(at: index)
          #expect(PolicyFolder.revision(of: changed) != revision, "each file counts: \(files[index].name)")
        }
      }
    }
  }
}
