import Policy
import Testing

@Suite struct PersonalDataTableTests {
  @Test("a kind alone finds what is marked and nothing else", arguments: MarkedText.found)
  func found(_ row: MarkedText) throws {
    let kind = try #require(row.kind)
    let found = PersonalDataFinder([kind]).find(in: row.text)
    #expect(found == row.marked.map { PersonalDataMatch(kind: kind, range: $0) }, "\(row.testDescription)")
  }

  @Test("near misses are left alone", arguments: MarkedText.nearMisses)
  func nearMisses(_ row: MarkedText) {
    let kinds = row.kind.map { [$0] } ?? Set(PersonalDataKind.allCases)
    let found = PersonalDataFinder(kinds).find(in: row.text)
    #expect(found == [], "\(row.testDescription)")
  }

  @Test("every kind with a fixed form has rows of both sorts")
  func coverage() {
    let found = Set(MarkedText.found.compactMap(\.kind))
    let missed = Set(MarkedText.nearMisses.compactMap(\.kind))
    // Keys are put together in their own tests.
    #expect(found == Set(PersonalDataKind.allCases).subtracting([.apiKey, .privateKey]))
    #expect(missed == Set(PersonalDataKind.allCases))
  }

  @Test("all kinds together find what the one kind found", arguments: MarkedText.found)
  func together(_ row: MarkedText) throws {
    let found = PersonalDataFinder(Set(PersonalDataKind.allCases)).find(in: row.text)
    // Another kind may reach further, but no byte of a piece may be left.
    for range in row.marked {
      let covered = found.filter { $0.range.overlaps(range) }.map(\.range)
      #expect(covered.map(\.lowerBound).min() ?? .max <= range.lowerBound, "\(row.testDescription): \(found)")
      #expect(covered.map(\.upperBound).max() ?? .min >= range.upperBound, "\(row.testDescription): \(found)")
    }
  }
}
