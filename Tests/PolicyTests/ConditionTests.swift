import Policy
import Taxonomy
import Testing

@Suite struct ConditionTests {
  struct Row: Sendable {
    var condition: String
    var signals: PromptSignals
    var fires: Bool
    var why: String
  }

  static let harm: [Row] = [
    Row(condition: "{ harm: { at_least: 0.62 } }", signals: .init(harm: 0.62), fires: true, why: "the bound is in"),
    Row(
      condition: "{ harm: { at_least: 0.62 } }", signals: .init(harm: 0.62.nextDown), fires: false, why: "just under"),
    Row(condition: "{ harm: { at_least: 1 } }", signals: .init(harm: 1), fires: true, why: "the highest score"),
    Row(condition: "{ harm: { at_least: 0 } }", signals: .init(harm: 0), fires: true, why: "the lowest score"),
    Row(condition: "{ harm: { below: 0.3 } }", signals: .init(harm: 0.3), fires: false, why: "the bound is out"),
    Row(condition: "{ harm: { below: 0.3 } }", signals: .init(harm: 0.3.nextDown), fires: true, why: "just under"),
    Row(condition: "{ harm: { below: 1 } }", signals: .init(harm: 1), fires: false, why: "1 is not below 1"),
    Row(
      condition: "{ harm: { between: [0.4, 0.6] } }", signals: .init(harm: 0.4), fires: true,
      why: "the lower bound is in"),
    Row(
      condition: "{ harm: { between: [0.4, 0.6] } }", signals: .init(harm: 0.6), fires: false,
      why: "the upper bound is out"),
    Row(
      condition: "{ harm: { between: [0.4, 0.6] } }", signals: .init(harm: 0.4.nextDown), fires: false,
      why: "just under"),
    Row(
      condition: "{ harm: { between: [0.9, 1] } }", signals: .init(harm: 1), fires: true,
      why: "an upper bound of 1 takes the surest scores in"),
    Row(condition: "{ harm: { between: [.9, 1.0] } }", signals: .init(harm: 0.95), fires: true, why: "how numbers go"),
  ]

  static let known = PromptSignals(harm: 0.5, categories: [.hate: 0.8, .cyber: 0.1], attack: 0.7)
  static let unknown = PromptSignals(harm: 0.5, categories: [.cyber: 0.1])

  static let others: [Row] = [
    Row(condition: "{ category: hate, at_least: 0.8 }", signals: known, fires: true, why: "a category's bound is in"),
    Row(condition: "{ category: [cyber, hate], at_least: 0.8 }", signals: known, fires: true, why: "one is enough"),
    Row(condition: "{ category: [cyber], at_least: 0.2 }", signals: known, fires: false, why: "scored, and low"),
    Row(condition: "{ category: hate, at_least: 0 }", signals: unknown, fires: false, why: "not scored, never fires"),
    Row(condition: "{ category: hate, below: 1 }", signals: unknown, fires: false, why: "not scored is not low"),
    Row(
      condition: "{ category: [hate, cyber], below: 0.2 }", signals: unknown, fires: true,
      why: "the scored one is enough"),
    Row(
      condition: "{ not: { category: hate, at_least: 0.5 } }", signals: unknown, fires: false,
      why: "what is unknown is unknown when negated"),
    Row(condition: "{ not: { category: hate, at_least: 0.9 } }", signals: known, fires: true, why: "known and low"),
    Row(condition: "{ attack: { at_least: 0.7 } }", signals: known, fires: true, why: "an attack's bound is in"),
    Row(condition: "{ attack: { at_least: 0 } }", signals: unknown, fires: false, why: "not scored, never fires"),
    Row(
      condition: "{ attack: { at_least: 0 } }", signals: .init(harm: 0, attack: .nan), fires: false,
      why: "not a number is not a score"),
    Row(
      condition: "{ harm: { at_least: 0.5 }, attack: { at_least: 0.8 } }", signals: known, fires: false,
      why: "every key of `when` must hold"),
    Row(
      condition: "{ all: [{ harm: { at_least: 0.5 } }, { attack: { at_least: 0.5 } }] }", signals: known, fires: true,
      why: "all hold"),
    Row(
      condition: "{ all: [{ harm: { at_least: 0.5 } }, { attack: { at_least: 0.5 } }] }", signals: unknown,
      fires: false, why: "one of all is unknown"),
    Row(
      condition: "{ not: { all: [{ attack: { at_least: 0.5 } }, { harm: { at_least: 0.9 } }] } }", signals: unknown,
      fires: true, why: "one of all is known to fail, so the unknown one does not matter"),
    Row(
      condition: "{ any: [{ attack: { at_least: 0.5 } }, { harm: { at_least: 0.5 } }] }", signals: unknown,
      fires: true, why: "one of any holds, so the unknown one does not matter"),
    Row(
      condition: "{ any: [{ attack: { at_least: 0.5 } }, { harm: { at_least: 0.9 } }] }", signals: unknown,
      fires: false, why: "none is known to hold"),
  ]

  @Test("a condition fires within its bounds", arguments: harm + others)
  func fires(_ row: Row) throws {
    let decision = try PolicySource.policy(when: row.condition).decide(prompt: row.signals)
    #expect(decision.action == (row.fires ? .refuse : .allow), "\(row.condition): \(row.why)")
    #expect(decision.ruleIDs == (row.fires ? ["rule"] : []), "\(row.condition): \(row.why)")
  }

  @Test("a higher harm never turns a refusal by threshold rules into an answer")
  func isMonotone() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      // Later rules on harm must ask for less than earlier ones, or they would be refused as unreachable.
      let bounds = Set(
        (0..<Int.random(in: 1...5, using: &generator)).map { _ in Int.random(in: 1...1000, using: &generator) }
      )
      .sorted(by: >)
      let rules = bounds.enumerated().map { index, bound in
        "    - { id: r\(index), when: { harm: { at_least: \(Double(bound) / 1000) } }, action: refuse }"
      }.joined(separator: "\n")
      let policy = try PolicySource.policy("name: p\nprompt:\n  rules:\n\(rules)\nresponse:\n  rules:\n\(rules)\n")
      let scores = (0..<40).map { _ in Double.random(in: 0...1, using: &generator) }.sorted()
      let prompts = scores.map { policy.decide(prompt: PromptSignals(harm: $0)).action == .refuse }
      #expect(prompts == prompts.sorted { !$0 && $1 })
      #expect(prompts == scores.map { $0 >= Double(bounds.last ?? 0) / 1000 })
      #expect(prompts == scores.map { policy.decide(answer: AnswerSignals(harm: $0)).action == .refuse })
    }
  }
}
