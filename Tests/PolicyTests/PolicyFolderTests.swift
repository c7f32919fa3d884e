import Foundation
import Policy
import Testing

@Suite struct PolicyFolderTests {
  /// A folder of its own that is gone after the body.
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("policies-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func write(_ text: String, _ name: String, in folder: URL) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  @Test("policy files are read; hidden ones, others and deeper folders are not")
  func reads() throws {
    try withFolder { folder in
      try write("name: one\n", "one.yaml", in: folder)
      try write("name: two\n", "two.yml", in: folder)
      for ignored in [".hidden.yaml", ".hidden.test.yaml", "notes.txt", "one.yaml~", "yaml", "routes.yaml.example"] {
        try write("not: [a policy\n", ignored, in: folder)
      }
      let deeper = folder.appendingPathComponent("deeper")
      try FileManager.default.createDirectory(at: deeper, withIntermediateDirectories: true)
      try write("not: [a policy\n", "three.yaml", in: deeper)
      let snapshot = try PolicyFolder.load(folder.path)
      #expect(snapshot.names == ["one", "two"])
      let inMemory = try PolicyFolder.load(files: [
        ("two.yml", Array("name: two\n".utf8)), ("one.yaml", Array("name: one\n".utf8)),
      ])
      #expect(snapshot.revision == inMemory.revision)
    }
  }

  @Test("links are followed, as a mounted ConfigMap has them")
  func links() throws {
    try withFolder { folder in
      let data = folder.appendingPathComponent("..2026_01")
      try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
      try write("name: one\n", "one.yaml", in: data)
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("..data").path, withDestinationPath: "..2026_01")
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("one.yaml").path, withDestinationPath: "..data/one.yaml")
      #expect(try PolicyFolder.load(folder.path).names == ["one"])
    }
  }

  @Test("what cannot be read is an error beside the others")
  func unreadable() throws {
    try withFolder { folder in
      try write("name: one\nx: 1\n", "one.yaml", in: folder)
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("folder.yaml"), withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("gone.yaml").path, withDestinationPath: "nowhere")
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("device.yaml").path, withDestinationPath: "/dev/zero")
      let faults = #expect(throws: PolicyFaults.self) { try PolicyFolder.load(folder.path) }
      let path = folder.path
      #expect(
        faults?.faults.map { "\($0.file): \($0.message.prefix(18))" } == [
          "\(path)/device.yaml: not a regular file", "\(path)/folder.yaml: not a regular file",
          "\(path)/gone.yaml: the link leads now", "\(path)/one.yaml: unknown key `x`; k",
        ])
    }
  }

  @Test("a folder that is not there is an error")
  func missing() throws {
    try withFolder { folder in
      let path = folder.appendingPathComponent("nowhere").path
      let faults = #expect(throws: PolicyFaults.self) { try PolicyFolder.load(path) }
      #expect(faults?.description == "\(path): the folder of policies cannot be read")
    }
  }
}
