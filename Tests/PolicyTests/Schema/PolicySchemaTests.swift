import Foundation
import Policy
import Taxonomy
import Testing

@Suite struct PolicySchemaTests {
  private func object(_ schema: PolicySchema) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(schema.json.utf8)) as? [String: Any])
  }

  @Test("has the keys that the readers know, none missing and none too many")
  func keys() {
    let (known, written) = (ReaderKeys.all, PolicySchema.keys)
    #expect(Set(known.keys) == Set(written.keys))
    for (name, keys) in known {
      #expect(Set(keys) == Set(written[name] ?? []), "\(name)")
      #expect(written[name]?.count == keys.count, "\(name) has a key twice")
    }
  }

  @Test("is held against every list of keys that a reader has")
  func readers() throws {
    let sources = FixtureFolder.shipped.deletingLastPathComponent().appendingPathComponent("Sources/Policy")
    let held = try String(contentsOf: sources.appendingPathComponent("Schema/ReaderKeys.swift"), encoding: .utf8)
    var found = 0
    for file in try FixtureFolder.files(in: sources.appendingPathComponent("Language"), withExtension: "swift") {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /static let (\w*[kK]eys|bounds)\b/) {
        found += 1
        let type = file.deletingPathExtension().lastPathComponent
        #expect(held.contains("\(type).\(match.1)"), "\(type).\(match.1)")
      }
    }
    #expect(found >= 16)
  }

  @Test("is JSON whose references lead somewhere, with a description for every key", arguments: PolicySchema.allCases)
  func references(schema: PolicySchema) throws {
    let root = try object(schema)
    #expect(root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    let definitions = try #require(root["$defs"] as? [String: [String: Any]])
    var used = Set<String>()
    for match in schema.json.matches(of: /"\$ref": "#\/\$defs\/(\w+)"/) { used.insert(String(match.1)) }
    #expect(used == Set(definitions.keys), "each is there and each is used")
    for (name, definition) in definitions.merging([schema.rawValue: root], uniquingKeysWith: { first, _ in first }) {
      #expect(definition["additionalProperties"] as? Bool == false, "\(name)")
      for (key, value) in try #require(definition["properties"] as? [String: [String: Any]]) {
        #expect((value["description"] as? String)?.isEmpty == false, "\(name).\(key)")
      }
    }
  }

  @Test("routes name every endpoint that there is")
  func endpoints() throws {
    let definitions = try #require(try object(.routes)["$defs"] as? [String: [String: Any]])
    let properties = definitions["route"]?["properties"] as? [String: [String: Any]]
    let forms = properties?["endpoint"]?["anyOf"] as? [[String: Any]]
    #expect(forms?.first?["enum"] as? [String] == RouteFacts.endpoints)
    #expect(RouteFacts.endpoints.count == Set(RouteFacts.endpoints).count)
  }

  @Test("has the words of the language")
  func words() throws {
    let definitions = try #require(try object(.policy)["$defs"] as? [String: [String: Any]])
    func words(_ name: String, _ key: String) -> [String]? {
      let properties = definitions[name]?["properties"] as? [String: [String: Any]]
      let value = properties?[key]
      if let words = value?["enum"] as? [String] { return words }
      return ((value?["anyOf"] as? [[String: Any]])?.first)?["enum"] as? [String]
    }
    #expect(words("prompt_condition", "category") == HazardCategory.allCases.map(\.rawValue))
    #expect(words("prompt_condition", "pii") == PersonalDataKind.allCases.map(\.rawValue))
    #expect(words("prompt_condition", "language") == LanguageGuess.known)
    #expect(words("response_condition", "refusal") == RefusalKind.allCases.map(\.rawValue))
    #expect(words("prompt_rule", "action")?.contains("rewrite") == true)
    #expect(words("response_rule", "action")?.contains("rewrite") == false, "answers are not rewritten")
    #expect(words("judge", "format") == GuardModel.Format.allCases.map(\.rawValue))
    #expect(words("response", "release") == ["window", "trail", "whole"])
    #expect(words("prompt", "start") == ["judged", "parallel"])
    for key in ["unknown_content", "token_prompts", "media"] { #expect(words("prompt", key) == ["allow", "refuse"]) }
  }
}
