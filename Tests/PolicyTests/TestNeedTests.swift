import Policy
import Taxonomy
import Testing

@Suite struct TestNeedTests {
  private static let everything = ScoredSignals(categories: Set(HazardCategory.allCases), attack: true)

  private func testCount(needs: String, scoring: ScoredSignals) throws -> Int {
    try PolicySource.policy(
      """
      name: one
      prompt:
        rules:
          - { id: rule, when: { category: hate, at_least: 0.5 }, action: refuse }
      tests:
        - { prompt: a, expect: allow }
        - { prompt: b, needs: \(needs), expect: { refuse: rule } }
      """, scoring: scoring
    ).testCount
  }

  @Test("a test counts where the classifier gives what it needs, and is left out elsewhere")
  func leftOut() throws {
    #expect(try testCount(needs: "category", scoring: Self.everything) == 2)
    #expect(try testCount(needs: "[category, attack]", scoring: Self.everything) == 2)
    #expect(try testCount(needs: "category", scoring: .harmOnly) == 1)
    let categories = ScoredSignals(categories: [.hate], attack: false)
    #expect(try testCount(needs: "category", scoring: categories) == 2)
    #expect(try testCount(needs: "[category, attack]", scoring: categories) == 1, "one of two is missing")
  }

  @Test("a test that is left out is read all the same: an unknown word in it is an error")
  func checked() {
    #expect(throws: PolicyFaults.self) { try testCount(needs: "categories", scoring: .harmOnly) }
  }
}
