import Crypto
import Foundation

/// Loads a folder of policy files: all of them, or none and every fault in them.
package enum PolicyFolder {
  /// Policy files in a folder.
  package static let fileLimit = 1_000

  /// Reads every `*.yaml` and `*.yml` directly in the folder, but hidden files and `*.test.yaml`.
  ///
  /// - Parameter scored: what the classifier scores, for warnings.
  package static func load(
    _ path: String, scoring scored: ScoredSignals = .harmOnly
  ) throws(PolicyFaults) -> PolicySnapshot {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path).filter(isPolicyFile).sorted()
    } catch {
      throw PolicyFaults([PolicyFault(file: path, message: "the folder of policies cannot be read")])
    }
    guard names.count <= fileLimit else {
      throw PolicyFaults([
        PolicyFault(file: path, message: "\(names.count) policy files, more than the \(fileLimit) allowed")
      ])
    }
    var files: [(name: String, contents: [UInt8])] = []
    var unreadable: [PolicyFault] = []
    for name in names {
      do {
        files.append((name, try contents(of: path + "/" + name)))
      } catch {
        unreadable.append(PolicyFault(file: joined(path, name), message: "\(error)"))
      }
    }
    return try load(files, in: path, scoring: scored, alongside: unreadable)
  }

  /// Loads files that are in memory already; only names that `load(_:scoring:)` would read count.
  ///
  /// - Parameter path: put before the names in messages; empty for none.
  package static func load(
    files: [(name: String, contents: [UInt8])], in path: String = "", scoring scored: ScoredSignals = .harmOnly
  ) throws(PolicyFaults) -> PolicySnapshot {
    try load(files.filter { isPolicyFile($0.name) }, in: path, scoring: scored, alongside: [])
  }

  private static func isPolicyFile(_ name: String) -> Bool {
    guard !name.hasPrefix("."), !name.hasSuffix(".test.yaml"), !name.hasSuffix(".test.yml") else { return false }
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  private static func load(
    _ files: [(name: String, contents: [UInt8])], in path: String, scoring scored: ScoredSignals,
    alongside unreadable: [PolicyFault]
  ) throws(PolicyFaults) -> PolicySnapshot {
    let files = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    var faults = unreadable
    var warnings: [PolicyFault] = []
    var definitions: [PolicyDefinition] = []
    if files.isEmpty, faults.isEmpty {
      faults.append(PolicyFault(file: path.isEmpty ? "policies" : path, message: "the folder holds no policy files"))
    }
    for file in files {
      let collector = FaultCollector(file: joined(path, file.name))
      if let root = SourceParser.parse(file.contents, faults: collector),
        let definition = PolicyReader(scored: scored, faults: collector).policy(root)
      {
        if let other = definitions.first(where: { $0.name == definition.name && !$0.name.isEmpty }) {
          collector.add(
            definition.nameMark,
            "policy \(definition.name.quoted) is already defined at \(other.file):\(other.nameMark.line):"
              + "\(other.nameMark.column)")
        }
        definitions.append(definition)
      } else if collector.isEmpty {
        // INVARIANT: no file is left out in silence.
        collector.add("the policy cannot be read")
      }
      faults += collector.faults
      warnings += collector.warnings
    }
    guard faults.isEmpty else { throw PolicyFaults(faults) }
    return PolicySnapshot(revision: revision(of: files), definitions: definitions, warnings: warnings)
  }

  /// Lengths go in before names and bytes, so that no two folders run together.
  private static func revision(of files: [(name: String, contents: [UInt8])]) -> String {
    var hash = SHA256()
    for file in files {
      hash.update(data: Array("\(file.name.utf8.count):\(file.name)\(file.contents.count):".utf8))
      hash.update(data: file.contents)
    }
    return hash.finalize().prefix(6).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private static func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  private struct Unreadable: Error, CustomStringConvertible {
    var description: String
  }

  /// At most one byte more than a policy file may have: the parser refuses it then.
  private static func contents(of path: String) throws -> [UInt8] {
    // Opening a pipe would wait for its writer; links are followed, as Kubernetes mounts files by them.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes: [FileAttributeKey: Any]
    do { attributes = try FileManager.default.attributesOfItem(atPath: target) } catch {
      throw Unreadable(description: "the file cannot be read")
    }
    let type = attributes[.type] as? FileAttributeType
    guard type == .typeRegular else {
      throw Unreadable(description: type == .typeSymbolicLink ? "the link leads nowhere" : "not a regular file")
    }
    guard let handle = FileHandle(forReadingAtPath: target) else {
      throw Unreadable(description: "the file cannot be opened for reading")
    }
    do {
      let data = try handle.read(upToCount: SourceParser.byteLimit + 1) ?? Data()
      try handle.close()
      return Array(data)
    } catch { throw Unreadable(description: "the file cannot be read") }
  }
}
