import Foundation
import Policy
import Taxonomy
import Testing

@Suite struct ShippedPoliciesTests {
  static let folder = FixtureFolder.shipped.path

  @Test("the shipped policies load without a warning")
  func load() throws {
    let everything = ScoredSignals(categories: Set(HazardCategory.allCases), attack: true)
    let snapshot = try PolicyFolder.load(Self.folder, scoring: everything)
    #expect(
      snapshot.names == ["balanced", "base", "childrens-tutor", "monitor", "permissive", "security-team", "strict"])
    #expect(snapshot.warnings == [])
    #expect(snapshot.revision.utf8.count == 12)
  }
}
