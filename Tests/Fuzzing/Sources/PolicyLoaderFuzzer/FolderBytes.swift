import Policy

/// A policy folder as one run of bytes, so that a fuzzer can make folders: files in turn, each a line with its name
/// between `@@@ ` and the line feed, then its text.
///
/// What stands before the first name is the text of `policy.yaml`. A name that the loader does not read counts as one
/// that it does, so that few inputs are wasted.
enum FolderBytes {
  private static let mark = Array("@@@ ".utf8)

  static func files(_ bytes: [UInt8]) -> [PolicyFolder.File] {
    var files: [PolicyFolder.File] = []
    var name = "policy.yaml"
    var contents: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
      let line = rest[..<end]
      rest = rest[end...]
      guard line.starts(with: mark) else {
        contents += line
        continue
      }
      if !contents.isEmpty || !files.isEmpty { files.append((name, contents)) }
      let text = line.dropFirst(mark.count).filter { $0 != UInt8(ascii: "\n") }
      name = known(String(decoding: text, as: UTF8.self), after: files)
      contents = []
    }
    files.append((name, contents))
    return files
  }

  private static func known(_ name: String, after files: [PolicyFolder.File]) -> String {
    // A name that is too long, or not of one line, is no name of a file, and no folder has one twice.
    let isName = name.utf8.count < 100 && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    let isNew = !files.contains { $0.name == name }
    return isName && isNew && PolicyFileKind(name) != nil ? name : "policy-\(files.count).yaml"
  }
}
