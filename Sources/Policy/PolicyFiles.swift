import Foundation

/// Reads the bytes of a policy folder's files.
package enum PolicyFiles {
  /// The files that are read, sorted by name, and what is wrong with those that cannot be.
  ///
  /// Links are followed, as Kubernetes mounts files by them.
  package static func read(
    _ path: String
  ) throws(PolicyFaults) -> (files: [PolicyFolder.File], unreadable: [PolicyFault]) {
    var names = try names(in: path, below: "")
    if names.contains(PolicyFolder.listFolder) {
      var isFolder: ObjCBool = false
      let lists = path + "/" + PolicyFolder.listFolder
      if unsafe FileManager.default.fileExists(atPath: lists, isDirectory: &isFolder), isFolder.boolValue {
        names += try self.names(in: lists, below: PolicyFolder.listFolder + "/")
      }
    }
    names = names.filter { PolicyFileKind($0) != nil }.sorted()
    guard names.count <= PolicyFolder.fileLimit else {
      throw PolicyFaults([
        PolicyFault(
          file: path, message: "\(names.count) policy files, more than the \(PolicyFolder.fileLimit) allowed")
      ])
    }
    var files: [PolicyFolder.File] = []
    var unreadable: [PolicyFault] = []
    var bytes = 0
    for name in names {
      do {
        files.append((name, try contents(of: path + "/" + name)))
        bytes += files[files.count - 1].contents.count
      } catch {
        unreadable.append(PolicyFault(file: joined(path, name), message: "\(error)"))
      }
      guard bytes <= PolicyFolderLimits.allBytes else {
        throw PolicyFaults([
          PolicyFault(file: path, message: "the files have more than \(PolicyFolderLimits.allBytes) bytes together")
        ])
      }
    }
    return (files, unreadable)
  }

  /// A file's name in messages.
  static func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  private static func names(in path: String, below prefix: String) throws(PolicyFaults) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).map { prefix + $0 }
    } catch {
      throw PolicyFaults([PolicyFault(file: path, message: "the folder of policies cannot be read")])
    }
  }

  private struct Unreadable: Error, CustomStringConvertible {
    var description: String
  }

  /// At most one byte more than a file may have: the parser refuses it then.
  private static func contents(of path: String) throws -> [UInt8] {
    // Opening a pipe would wait for its writer.
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
      let data = try handle.read(upToCount: PolicyFolderLimits.bytes + 1) ?? Data()
      try handle.close()
      return Array(data)
    } catch { throw Unreadable(description: "the file cannot be read") }
  }
}

/// Bounds of what is read of a folder.
enum PolicyFolderLimits {
  /// Of one file.
  static let bytes = 8 << 20
  /// Of all files together, which are in memory at once.
  static let allBytes = 64 << 20
}
