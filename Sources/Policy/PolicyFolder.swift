import Crypto

/// Loads a folder of policy files: all of them, or none and every fault in them.
///
/// Policies are `*.yaml` and `*.yml` directly in the folder; `routes.yaml` says which of them decides when;
/// `*.test.yaml` hold tests; `lists/*.txt` hold phrases.
package enum PolicyFolder {
  /// The folder of the phrase lists.
  package static let listFolder = "lists"

  /// A file's name below the folder, such as `balanced.yaml` and `lists/names.txt`, and its bytes.
  package typealias File = (name: String, contents: [UInt8])

  /// Reads a folder and loads it.
  ///
  /// - Parameter scored: what the classifier scores, for warnings.
  package static func load(
    _ path: String, scoring scored: ScoredSignals = .harmOnly
  ) throws(PolicyFaults) -> PolicySnapshot {
    let copy = try PolicyFolderCopy.readable(path)
    return try PolicyLoad(files: copy.files, path: path, scored: scored, unreadable: copy.unreadable).snapshot()
  }

  /// Loads files that are in memory already; only names that `load(_:scoring:)` would read count.
  ///
  /// - Parameter path: put before the names in messages; empty for none.
  package static func load(
    files: [File], in path: String = "", scoring scored: ScoredSignals = .harmOnly
  ) throws(PolicyFaults) -> PolicySnapshot {
    try PolicyLoad(
      files: files.filter { PolicyFileKind($0.name) != nil }, path: path, scored: scored, unreadable: []
    ).snapshot()
  }

  /// What a folder's files are known by: the first 12 hexadecimal digits of a SHA-256 over their names and bytes.
  ///
  /// Lengths go in before names and bytes, so that no two folders run together; the order does not matter.
  package static func revision(of files: [File]) -> String {
    digest(of: files).prefix(6).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// All of that SHA-256.
  static func digest(of files: [File]) -> [UInt8] {
    var hash = SHA256()
    for file in files.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      hash.update(data: Array("\(file.name.utf8.count):\(file.name)\(file.contents.count):".utf8))
      hash.update(data: file.contents)
    }
    return Array(hash.finalize())
  }

  /// A file's name in messages.
  static func place(of name: String, in folder: String) -> String {
    folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
