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

  @Test("every policy shown in the documentation loads")
  func load() throws {
    let examples = try examples()
    #expect(examples.count >= 2)
    for example in examples {
      #expect(throws: Never.self, "\(example)") { try PolicySource.policy(example) }
    }
  }

  @Test("every word of the language is documented")
  func words() throws {
    let text = try String(contentsOf: FixtureFolder.documentation, encoding: .utf8)
    let words =
      HazardCategory.allCases.map(\.rawValue) + SpeakerRole.allCases.map(\.rawValue)
      + PolicyMode.allCases.map(\.rawValue) + RecordContent.allCases.map(\.rawValue)
      + FalseRefusalAction.allCases.map(\.rawValue) + Decision.Action.allCases.map(\.rawValue)
    for word in words { #expect(text.contains("`\(word)`"), "\(word)") }
  }
}
