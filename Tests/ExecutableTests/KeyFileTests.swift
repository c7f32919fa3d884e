import Foundation
import Proxy
import Testing
import evenkeel

@Suite struct KeyFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("makes keys that the keyring knows again, by app and id")
  func roundTrip() throws {
    let file = KeyFile(path: folder.path + "/made/keys")
    let web = try file.create(app: "web")
    let cli = try file.create(app: "cli")
    let keyring = try file.keyring()
    #expect(keyring.principal(showing: web.key.utf8) == Principal(app: "web", keyID: web.id))
    #expect(keyring.principal(showing: cli.key.utf8) == Principal(app: "cli", keyID: cli.id))
    #expect(keyring.principal(showing: "ek-".utf8) == nil)
    #expect(web.key.count == 3 + 64 && web.key != cli.key)
  }

  @Test("keeps no key in the file, which is its owner's alone even where it was not")
  func secrecy() throws {
    let path = try folder.file("keys", "# ours")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let new = try KeyFile(path: path).create(app: "web")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains(new.key.dropFirst(3)))
    #expect(text.hasPrefix("# ours\n\(new.id) web "), "the line before had no end")
    #expect(try mode(path) == 0o600)
    let fresh = KeyFile(path: folder.path + "/fresh")
    _ = try fresh.create(app: "web")
    #expect(try mode(fresh.path) == 0o600)
  }

  @Test("leaves a file alone that it does not understand")
  func broken() throws {
    let path = try folder.file("keys", "not a line of keys at all\n")
    #expect(throws: ConfigurationFault.self) { try KeyFile(path: path).create(app: "web") }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "not a line of keys at all\n")
  }

  @Test(
    "refuses names that could break a line or a log",
    arguments: ["", "a b", "a\nb", "é", String(repeating: "a", count: 65)])
  func names(name: String) {
    let path = folder.path + "/keys"
    #expect(throws: ConfigurationFault.self) { try KeyFile(path: path).create(app: name) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
