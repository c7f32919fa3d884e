import Foundation
import Policy
import Taxonomy
import Testing

@Suite struct DocumentationTests {
  /// Every `yaml` block of docs/policies.md.
  private func examples() throws -> [String] {
    let text = try String(contentsOf: FixtureFolder.documentation, encoding: .utf8)
    return text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  @Test("every file shown in the documentation loads beside the shipped ones, under the name in its first line")
  func load() throws {
    let examples = try examples()
    #expect(examples.count >= 2)
    let shipped = try FixtureFolder.policyFiles(in: FixtureFolder.shipped)
    for example in examples {
      let first = example.prefix { $0 != "\n" }
      let name = first.hasPrefix("# ") && first.hasSuffix(".yaml") ? String(first.dropFirst(2)) : "example.yaml"
      let files = shipped.filter { $0.name != name } + [(name: name, contents: Array(example.utf8))]
      #expect(throws: Never.self, "\(example)") { try PolicyFolder.load(files: files) }
    }
  }

  @Test("every word of the language is documented")
  func words() throws {
    let text = try String(contentsOf: FixtureFolder.documentation, encoding: .utf8)
    let words =
      HazardCategory.allCases.map(\.rawValue) + SpeakerRole.allCases.map(\.rawValue)
      + PolicyMode.allCases.map(\.rawValue) + RecordContent.allCases.map(\.rawValue)
      + FalseRefusalAction.allCases.map(\.rawValue) + Decision.Action.allCases.map(\.rawValue)
      + PersonalDataKind.allCases.map(\.rawValue) + GuardModel.Format.allCases.map(\.rawValue)
      + RefusalForm.allCases.map(\.rawValue) + PromptStart.allCases.map(\.rawValue) + RouteFacts.endpoints
    for word in words { #expect(text.contains("`\(word)`"), "\(word)") }
  }

  @Test("every key that a reader knows is documented")
  func keys() throws {
    let text = try String(contentsOf: FixtureFolder.documentation, encoding: .utf8)
    for (reader, keys) in ReaderKeys.all {
      for key in keys { #expect(text.contains("`\(key)`") || text.contains("\(key):"), "\(key), read by \(reader)") }
    }
  }

  @Test("every shipped policy carries at least 40 tests, and the example of routes fits them")
  func shipped() throws {
    let files = try FixtureFolder.policyFiles(in: FixtureFolder.shipped)
    let all = ScoredSignals(categories: Set(HazardCategory.allCases), attack: true)
    let snapshot = try PolicyFolder.load(files: files, scoring: all)
    #expect(snapshot.names.count == 7)
    for name in snapshot.names { #expect(snapshot.policy(named: name)?.testCount ?? 0 >= 40, "\(name)") }
    let example = try Data(contentsOf: FixtureFolder.shipped.appendingPathComponent("routes.yaml.example"))
    #expect(throws: Never.self) {
      try PolicyFolder.load(files: files + [(name: "routes.yaml", contents: Array(example))])
    }
  }
}
