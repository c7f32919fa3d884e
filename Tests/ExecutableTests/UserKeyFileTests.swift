import Foundation
import Proxy
import Testing
import evenkeel

@Suite struct UserKeyFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("makes a secret for its owner alone, once, and reads it again")
  func made() throws {
    let file = UserKeyFile(path: folder.path + "/user-key")
    #expect(throws: ConfigurationFault.self) { try file.maker() }
    try file.makeIfMissing()
    let text = try String(contentsOfFile: file.path, encoding: .utf8)
    #expect(text.count == 65 && text.hasSuffix("\n"))
    #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
    try file.makeIfMissing()
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == text)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["user-key"], "no draft is left")
    let maker = try #require(UserKeyMaker(secret: String(text.dropLast())))
    #expect(try file.maker().key(of: "alice", app: "web") == maker.key(of: "alice", app: "web"))
  }

  @Test("of many that start together all have the same secret")
  func together() async throws {
    let path = folder.path + "/user-key"
    let keys = try await withThrowingTaskGroup(of: String?.self) { tasks in
      for _ in 0..<16 {
        tasks.addTask {
          let file = UserKeyFile(path: path)
          try file.makeIfMissing()
          return try file.maker().key(of: "alice", app: "web")
        }
      }
      return try await tasks.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(keys.count == 1 && !keys.contains(nil))
  }

  @Test("a file that others wrote may have blanks and more lines, and not a secret that could be guessed")
  func written() throws {
    let good = try folder.file("good", "  0123456789abcdef \n# the old one\n")
    let maker = try #require(UserKeyMaker(secret: "0123456789abcdef"))
    #expect(try UserKeyFile(path: good).maker().key(of: "a", app: "b") == maker.key(of: "a", app: "b"))
    for text in ["", "\n\n", "short\n", "123456789012345\n0123456789abcdef\n"] {
      let path = try folder.file("bad", text)
      let fault = #expect(throws: ConfigurationFault.self) { try UserKeyFile(path: path).maker() }
      #expect(fault?.description.contains("at least 16 bytes") == true)
    }
  }

  @Test("stands in the data folder where the settings name no other")
  func place() {
    var settings = ServeSettings()
    settings.data = "/srv/data/"
    #expect(UserKeyFile(settings).path == "/srv/data/user-key")
    settings.userKeyFile = "/etc/key"
    #expect(UserKeyFile(settings).path == "/etc/key")
  }
}
