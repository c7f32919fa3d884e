import Foundation
import Policy
import Taxonomy
import Testing

@Suite struct ShippedPoliciesTests {
  static let folder = FixtureFolder.shipped.path

  @Test("the shipped policies load without a warning")
  func load() throws {
    let snapshot = try PolicyFolder.load(Self.folder, scoring: .everything)
    #expect(
      snapshot.names == ["balanced", "base", "childrens-tutor", "monitor", "permissive", "security-team", "strict"])
    #expect(snapshot.warnings == [])
    #expect(snapshot.revision.utf8.count == 12)
  }

  @Test("what cannot be judged passes in general use, and is refused where children are")
  func contents() throws {
    let snapshot = try PolicyFolder.load(Self.folder, scoring: .everything)
    for name in snapshot.names {
      let policy = try #require(snapshot.policy(named: name))
      let strict: Decision.Action = ["strict", "childrens-tutor"].contains(name) ? .refuse : .allow
      #expect(policy.unknownContent == strict && policy.media == strict, "\(name)")
      #expect(policy.tokenPrompts == (name == "monitor" ? .allow : .refuse), "\(name)")
      #expect(!policy.startsInParallel && policy.onOverload == policy.onClassifierFailure, "\(name)")
    }
  }
}
