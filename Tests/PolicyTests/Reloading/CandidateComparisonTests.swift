import Policy
import Taxonomy
import Testing

@Suite struct CandidateComparisonTests {
  private static let allow = Decision.allow(.response)
  private static let noted = Decision(stage: .response, action: .refuse, ruleIDs: ["noted"], isEnforced: false)
  private static let refuse = Decision(stage: .response, action: .refuse, ruleIDs: ["harm"])

  private func comparison() throws -> CandidateComparison {
    CandidateComparison(candidate: try PolicySource.policy("name: one\n"))
  }

  @Test("the worst decision on an answer counts on each side, and passages are counted by both effects")
  func passages() throws {
    var comparison = try comparison()
    let allow = Ruling(Self.allow)
    comparison.note(active: allow, candidate: allow)
    comparison.note(active: allow, candidate: Ruling(Self.noted))
    comparison.note(active: Ruling(Self.noted), candidate: Ruling(Self.refuse))
    comparison.note(active: allow, candidate: allow)
    let response = try #require(comparison.response)
    #expect(response.active.decision == Self.noted && response.candidate.decision == Self.refuse)
    #expect(response.effects.active == .monitor && response.effects.candidate == .refuse && response.effects.differ)
    let counts = comparison.passages.map { "\($0.key.active.rawValue) \($0.key.candidate.rawValue) \($0.value)" }
    #expect(Set(counts) == ["allow allow 2", "allow monitor 1", "monitor refuse 1"])
    #expect(comparison.prompt == nil && comparison.pairs == [response])
  }

  @Test("other rules with the same effect make no difference")
  func sameEffect() throws {
    var comparison = try comparison()
    comparison.note(
      active: Ruling(Decision(stage: .prompt, action: .refuse, ruleIDs: ["a"])),
      candidate: Ruling(Decision(stage: .prompt, action: .refuse, ruleIDs: ["b"])))
    #expect(comparison.prompt?.effects.differ == false && comparison.passages.isEmpty)
  }

  @Test("a request that would be changed differs from one that is let through as it is")
  func change() throws {
    var comparison = try comparison()
    let allow = Ruling(.allow(.prompt))
    var changing = allow
    changing.systemChanges = [.prepend("Be kind.")]
    comparison.note(active: allow, candidate: changing)
    #expect(comparison.prompt?.effects.candidate == .change && comparison.prompt?.effects.differ == true)
  }
}
