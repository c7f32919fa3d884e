import Foundation
import Policy
import Taxonomy

/// The cases of one folder of `Fixtures/decisions`: its policies, and `cases.json`, which says what they decide.
struct DecisionTable {
  let name: String
  let snapshot: PolicySnapshot
  let cases: [DecisionCase]

  init(_ folder: URL) throws {
    name = folder.lastPathComponent
    snapshot = try PolicyFolder.load(files: try FixtureFolder.policyFiles(in: folder), scoring: .everything)
    let contents = try Data(contentsOf: folder.appendingPathComponent("cases.json"))
    guard let cases = try JSONSerialization.jsonObject(with: contents) as? [[String: Any]] else {
      throw Malformed("`cases.json` must be a list of cases")
    }
    self.cases = try cases.map(DecisionCase.init)
  }

  /// What is wrong with a case itself.
  struct Malformed: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}

extension ScoredSignals {
  /// As the encoder scores.
  static let everything = ScoredSignals(categories: Set(HazardCategory.allCases), attack: true)
}
