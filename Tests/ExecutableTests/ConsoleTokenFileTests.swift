import Console
import Foundation
import Testing
import evenkeel

@Suite struct ConsoleTokenFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("lets in whom it was told to, each in their role")
  func roundTrip() throws {
    let file = ConsoleTokenFile(path: folder.path + "/made/tokens")
    let (rita, vic) = (ConsoleUser(name: "rita", role: .reviewer), ConsoleUser(name: "vic", role: .viewer))
    let (first, second) = (try file.add(rita), try file.add(vic))
    let tokens = try file.tokens()
    #expect(tokens.user(showing: first) == rita && tokens.user(showing: second) == vic)
    #expect(first.hasPrefix(ConsoleTokens.prefix) && first != second)
  }

  @Test("keeps no token in the file, which is its owner's alone even where it was not")
  func secrecy() throws {
    let path = try folder.file("tokens", "# ours")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let token = try ConsoleTokenFile(path: path).add(ConsoleUser(name: "rita", role: .viewer))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains(token.dropFirst(4)))
    #expect(text.hasPrefix("# ours\nrita viewer "), "the line before had no end")
    #expect(try mode(path) == 0o600)
  }

  @Test("gives no name twice, and leaves a file alone that it does not understand")
  func faults() throws {
    let path = folder.path + "/tokens"
    let file = ConsoleTokenFile(path: path)
    _ = try file.add(ConsoleUser(name: "rita", role: .viewer))
    let before = try String(contentsOfFile: path, encoding: .utf8)
    #expect(throws: ConsoleTokensFault.self) { try file.add(ConsoleUser(name: "rita", role: .reviewer)) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == before)
    let broken = try folder.file("broken", "what is this\n")
    #expect(throws: ConsoleTokensFault.self) {
      try ConsoleTokenFile(path: broken).add(ConsoleUser(name: "rita", role: .viewer))
    }
    #expect(try String(contentsOfFile: broken, encoding: .utf8) == "what is this\n")
  }

  @Test("refuses names that could break a line or a log", arguments: ["", "a b", "a\nb reviewer 00", "é"])
  func names(name: String) {
    let path = folder.path + "/tokens"
    #expect(throws: ConsoleTokensFault.self) {
      try ConsoleTokenFile(path: path).add(ConsoleUser(name: name, role: .viewer))
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
