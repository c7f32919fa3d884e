import Foundation
import Policy
import Taxonomy
import Testing

@Suite struct ShippedPoliciesTests {
  static let folder = FixtureFolder.shipped.path

  @Test("the shipped policies load without a warning")
  func load() throws {
    let snapshot = try PolicyFolder.load(Self.folder)
    #expect(snapshot.names == ["balanced", "monitor", "permissive", "strict"])
    #expect(snapshot.warnings == [])
    #expect(snapshot.revision.utf8.count == 12)
  }
}
