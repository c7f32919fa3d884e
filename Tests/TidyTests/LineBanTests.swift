import Testing

@Suite struct LineBanTests {
  @Test("every ban finds its bad samples and leaves its good ones alone", arguments: LineBan.all)
  func samples(of ban: LineBan) throws {
    let path = ["Sources/Proxy/Sample.swift", "Tests/ProxyTests/SampleTests.swift"]
      .first { ban.applies(SourceFile(path: $0, text: "")) }
    let sample = try #require(path)
    for text in ban.bad {
      #expect(try !ban.findings(in: SourceFile(path: sample, text: text)).isEmpty, "not found: \(text)")
    }
    for text in ban.good {
      #expect(try ban.findings(in: SourceFile(path: sample, text: text)) == [], "found: \(text)")
    }
    #expect(!ban.bad.isEmpty && !ban.good.isEmpty)
  }

  @Test("a finding names the file and the line")
  func place() throws {
    let ban = try #require(LineBan.all.first { $0.name == "try!" })
    let file = SourceFile(path: "Sources/Proxy/Sample.swift", text: "let a = 1\nlet b = try! read()\n")
    #expect(try ban.findings(in: file).map(\.line) == [2])
  }

  @Test("what only the executable may do is banned below it")
  func scope() throws {
    let ban = try #require(LineBan.all.first { $0.name == "print" })
    let text = "print(\"ready\")"
    #expect(try ban.findings(in: SourceFile(path: "Sources/evenkeel/Serve.swift", text: text)) == [])
    #expect(try ban.findings(in: SourceFile(path: "Sources/Policy/Loader.swift", text: text)).count == 1)
  }

  @Test("the repository keeps every ban", arguments: LineBan.all)
  func repository(keeps ban: LineBan) throws {
    let findings = try Repository.files().flatMap { try ban.findings(in: $0) }
    #expect(findings.isEmpty, "\(findings.map(\.description).joined(separator: "\n"))")
  }
}
