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

  @Test("of a mounted ConfigMap what is mounted counts, for a check as for the proxy")
  func mounted() throws {
    let folder = try PolicyTestFolder()
    try folder.mount(["one.yaml": "name: one\n", "lists/words.txt": "word\n"], generation: 0)
    try folder.write("stray.yaml", "name: stray\n")
    let snapshot = try PolicyFolder.load(folder.path)
    let copy = try PolicyFolderCopy.read(folder.path)
    #expect(snapshot.names == ["one"] && copy.files.map(\.name) == ["lists/words.txt", "one.yaml"])
    #expect(snapshot.revision == PolicyFolder.revision(of: copy.files))
    #expect(copy.digest.prefix(6).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined() == snapshot.revision)
  }

  @Test("too many files and too many bytes are errors, for a check as for the proxy")
  func bounds() throws {
    func faults(_ write: (PolicyTestFolder) throws -> Void) throws -> [[String]] {
      let folder = try PolicyTestFolder()
      try folder.write("one.yaml", "name: one\n")
      try write(folder)
      let checked = #expect(throws: PolicyFaults.self) { try PolicyFolder.load(folder.path) }
      let served = #expect(throws: PolicyFaults.self) {
        let copy = try PolicyFolderCopy.read(folder.path)
        _ = try PolicyFolder.load(files: copy.files, in: copy.folder)
      }
      return [checked, served].map {
        $0?.faults.map { $0.description.replacing(folder.path, with: "folder") } ?? []
      }
    }
    /// A file of zeros that takes no room.
    func write(_ bytes: UInt64, _ name: String, in folder: PolicyTestFolder) throws {
      try folder.write(name, "")
      let handle = try FileHandle(forWritingTo: URL(filePath: "\(folder.path)/\(name)"))
      try handle.truncate(atOffset: bytes)
      try handle.close()
    }
    let many = try faults { folder in
      for index in 1...1_000 { try folder.write("p\(index).yaml", "name: p\(index)\n") }
    }
    #expect(many == [["folder: the folder has more than the 1000 policy files allowed"]].doubled)
    let large = try faults { folder in
      for index in 1...9 { try write(8 << 20, "lists/\(index).txt", in: folder) }
    }
    #expect(large == [["folder: the files together have more than the 67108864 bytes allowed"]].doubled)
    let single = try faults { folder in
      try write(8 << 20 + 1, "lists/long.txt", in: folder)
      try write(1 << 20 + 1, "two.yaml", in: folder)
    }
    #expect(
      single
        == [
          [
            "folder/lists/long.txt: the file has more than the 8388608 bytes allowed",
            "folder/two.yaml: the file has more than the 1048576 bytes allowed",
          ]
        ].doubled)
  }
}

extension Array {
  fileprivate var doubled: [Element] { self + self }
}
