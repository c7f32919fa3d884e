import Foundation
import Policy
import Taxonomy
import Testing

@Suite struct DecisionTableTests {
  @Test("each case of each table is decided as it says, in all that comes out")
  func tables() throws {
    let folders = try FixtureFolder.folders(in: FixtureFolder.decisions)
    #expect(folders.count >= 8)
    for folder in folders {
      let table = try DecisionTable(folder)
      #expect(!table.cases.isEmpty, "\(table.name)")
      for row in table.cases {
        let name = try #require(row.policy ?? table.snapshot.names.first)
        let policy = try #require(table.snapshot.policy(named: name), "\(table.name): \(row.why)")
        let found = try DecisionOutcome.of(row, under: policy)
        let expected = try DecisionOutcome.text(row.expected)
        #expect(found == expected, "\(table.name): \(row.why)")
      }
    }
  }

  @Test("the order of a request's texts changes nothing but which one is said to have decided")
  func order() throws {
    var generator = SeededGenerator(seed: 4)
    var compared = 0
    for folder in try FixtureFolder.folders(in: FixtureFolder.decisions) {
      let table = try DecisionTable(folder)
      // Texts of several cases are put together, so that rules meet.
      for name in table.snapshot.names {
        let policy = try #require(table.snapshot.policy(named: name))
        let items = table.cases.filter { $0.policy ?? name == name }.flatMap(\.items)
        guard items.count > 1 else { continue }
        for _ in 0..<20 {
          let chosen = Array(items.shuffled(using: &generator).prefix(Int.random(in: 2...5, using: &generator)))
          let shuffled = chosen.shuffled(using: &generator)
          let (first, second) = (sorted(policy, chosen), sorted(policy, shuffled))
          #expect(first == second, "\(table.name): \(chosen.map(\.text.text))")
          compared += 1
        }
      }
    }
    #expect(compared > 100)
  }

  /// What is decided of texts, without what hangs on their order.
  private func sorted(_ policy: CompiledPolicy, _ items: [JudgedItem]) -> [String] {
    // Texts of several cases are no conversation: each stands for itself.
    let items = items.map { JudgedItem(text: $0.text, signals: $0.signals, index: nil) }
    let ruling = policy.rule(onPrompt: items, facts: RouteFacts(app: "devtools", model: "llama-3-8b"))
    var parts = ["\(ruling.decision)", "\(ruling.form)", "\(ruling.systemChanges)"]
    parts += ruling.annotations.sorted() + ruling.exceptions.sorted()
    parts += ruling.redactions.map { TextRedaction.applied($0.value, to: items[$0.key].text.text) }.sorted()
    parts += ruling.questions.map { "\($0.guardModel.name) \(items[$0.item].text.text)" }.sorted()
    return parts
  }
}
