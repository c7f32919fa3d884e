import Testing

@Suite struct FileRuleTests {
  private func findings(_ rule: FileRule, _ path: String, _ text: String) throws -> [Finding] {
    try rule.findings(SourceFile(path: path, text: text))
  }

  @Test("a file one line too long is found, one at the limit is not")
  func length() throws {
    let longest = String(repeating: "x\n", count: FileRule.longest)
    #expect(try findings(.length, "Sources/Proxy/Long.swift", longest) == [])
    #expect(try findings(.length, "Sources/Proxy/Long.swift", longest + "x").count == 1)
    #expect(try findings(.length, "docs/long.md", longest + longest) == [])
  }

  @Test(
    "a name that says nothing is found",
    arguments: [
      ("Sources/Proxy/Utils.swift", "", "a file"), ("Sources/Helpers/Text.swift", "", "a folder"),
      ("training/common.py", "", "lower case too"),
      ("Sources/Proxy/A.swift", "final class SessionManager {}", "a type"),
      ("Sources/Proxy/String+Helper.swift", "", "an extension's purpose"),
    ])
  func names(path: String, text: String, reason: String) throws {
    #expect(try findings(.names, path, text).count == 1, "\(reason)")
  }

  @Test("a name that only contains such a word passes")
  func goodNames() throws {
    #expect(try findings(.names, "Sources/Proxy/CommonPrefix.swift", "let a = FileManager.default") == [])
  }

  @Test(
    "a path of one machine is found",
    arguments: [
      ("see /" + "work/main/x", "after a blank"), ("\"/" + "Users/me/x\"", "after a quote"),
      ("/" + "root/x", "at the start"),
    ])
  func machinePaths(text: String, reason: String) throws {
    #expect(try findings(.machinePaths, "docs/a.md", text).count == 1, "\(reason)")
  }

  @Test("a path inside another path or an address passes")
  func goodPaths() throws {
    #expect(try findings(.machinePaths, "docs/a.md", "https://example.org/" + "work/x and ./work/x and /etc/x") == [])
  }

  @Test("a note of work left undone is found", arguments: ["// TO" + "DO: later", "# FIX" + "ME", "// XX" + "X"])
  func leftovers(text: String) throws {
    #expect(try findings(.leftovers, "Sources/Proxy/A.swift", text).count == 1)
    #expect(try findings(.leftovers, "Sources/Proxy/A.swift", "let mastodon = 1") == [])
  }

  @Test(
    "a type that does not say what it is is found",
    arguments: [
      ("package struct Page {}", "nothing above"),
      ("// A page.\nstruct Page {}", "a plain comment is not documentation"),
      ("/// A page.\n\nfinal class Page {}", "documentation apart from its type"),
      ("@frozen\npackage enum Page {}", "an attribute"),
    ])
  func undocumented(text: String, reason: String) throws {
    #expect(try findings(.documentation, "Sources/Proxy/Page.swift", text).count == 1, "\(reason)")
  }

  @Test(
    "a type that says what it is passes",
    arguments: [
      ("/// A page.\npackage struct Page {}", "directly above"),
      ("/// A page.\n@frozen\nenum Page {}", "above an attribute"),
      ("extension Page {}", "an extension needs none"),
      ("/// A page.\nstruct Page {\n  enum Kind {}\n}", "nested types are its own"),
    ])
  func documented(text: String, reason: String) throws {
    #expect(try findings(.documentation, "Sources/Proxy/Page.swift", text) == [], "\(reason)")
  }

  @Test("the repository keeps every rule about files", arguments: FileRule.all.indices)
  func repository(keepsRule index: Int) throws {
    let rule = FileRule.all[index]
    let findings = try Repository.files().flatMap { try rule.findings($0) }
    #expect(findings.isEmpty, "\(rule.name):\n\(findings.map(\.description).joined(separator: "\n"))")
  }

  @Test("the repository is really read")
  func reading() throws {
    let paths = Set(try Repository.files().map(\.path))
    #expect(paths.isSuperset(of: ["Package.swift", "Makefile", "Sources/Taxonomy/Verdict.swift"]))
    #expect(!paths.contains { $0.hasPrefix(".git/") || $0.contains(".build/") })
  }
}
