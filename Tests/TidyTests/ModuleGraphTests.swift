import Testing

@Suite struct ModuleGraphTests {
  @Test(
    "an import against the graph is found",
    arguments: [
      ("Policy", "import Classifiers", "policy and classifiers never meet"),
      ("Classifiers", "package import Policy", "nor the other way round"),
      ("Proxy", "internal import GRDB", "the database belongs to RefusalLog"),
      ("Proxy", "import NIOHTTP1", "the data plane has a codec of its own"),
      ("Console", "import Yams", "YAML belongs to Policy"),
      ("Proxy", "import Hummingbird", "a web framework stays out of the data plane"),
      ("StandIn", "import Taxonomy", "the stand-in shares nothing with what judges it"),
      ("Taxonomy", "import OpenAIWire", "the vocabulary depends on nothing"),
      ("RefusalLog", "@preconcurrency import ArgumentParser", "flags belong to the executable"),
      ("Proxy", "import struct GRDB.Row", "a single declaration is an import too"),
      ("Surprise", "import Taxonomy", "a module that the graph does not know"),
    ])
  func refused(module: String, line: String, reason: String) throws {
    let file = SourceFile(path: "Sources/\(module)/Sample.swift", text: line)
    #expect(try ModuleGraph.findings(in: file).count == 1, "\(reason)")
  }

  @Test(
    "an import along the graph passes",
    arguments: [
      ("Policy", "package import Taxonomy", "an arrow of the graph"),
      ("Console", "import Foundation", "the platform"),
      ("Taxonomy", "// import Policy", "a comment is no import"),
      ("Taxonomy", "let text = \"import Policy\"", "nor is a string"),
      ("Proxy", "let important = 1", "nor a word that begins alike"),
    ])
  func passed(module: String, line: String, reason: String) throws {
    let file = SourceFile(path: "Sources/\(module)/Sample.swift", text: line)
    #expect(try ModuleGraph.findings(in: file) == [], "\(reason)")
  }

  @Test("the repository keeps the module graph")
  func repository() throws {
    let findings = try Repository.files().flatMap { try ModuleGraph.findings(in: $0) }
    #expect(findings.isEmpty, "\(findings.map(\.description).joined(separator: "\n"))")
  }

  @Test("the arrows have no circle")
  func acyclic() {
    var remaining = ModuleGraph.allowed
    while let leaf = remaining.first(where: { $0.value.isDisjoint(with: remaining.keys) })?.key {
      remaining[leaf] = nil
    }
    #expect(remaining.isEmpty, "\(remaining.keys.sorted())")
  }

  @Test("docs/architecture.md names every module")
  func documented() throws {
    let page = try #require(Repository.files().first { $0.path == "docs/architecture.md" })
    for module in ModuleGraph.allowed.keys.sorted() {
      #expect(page.text.contains(module), "docs/architecture.md does not mention `\(module)`")
    }
  }
}
