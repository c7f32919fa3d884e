import Crypto
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Everything that is read to load a folder of policies, as it was at one moment: policies, their tests, phrase lists.
///
/// The folder's fingerprint is taken before and after reading and must be the same, so that no two states of the folder
/// are mixed.
package struct PolicyFolderCopy: Sendable {
  /// Bytes of one phrase list. (The loader has a smaller limit of its own for policies.)
  static let listByteLimit = 8 << 20
  /// Bytes of all files together.
  static let totalByteLimit = 256 << 20
  /// How often `read` tries when the folder changes meanwhile.
  private static let attempts = 5

  /// The folder as it was named, for messages.
  package let folder: String
  /// Sorted by name; those in folders with their path below this one, such as `lists/words.txt`.
  package let files: [(name: String, contents: [UInt8])]
  /// SHA-256 over names and contents.
  package let digest: [UInt8]
  /// The folder as it was before and after.
  let fingerprint: FolderFingerprint

  /// Reads a folder, several times when it changes meanwhile.
  package static func read(_ folder: String) throws(PolicyFaults) -> PolicyFolderCopy {
    for _ in 0..<attempts {
      if let files = try readOnce(folder, as: FolderFingerprint(of: folder)) { return files }
    }
    throw PolicyFaults([PolicyFault(file: folder, message: "the folder kept changing while it was read")])
  }

  /// Reads a folder once.
  ///
  /// - Parameter before: its fingerprint, taken just now.
  /// - Returns: nil when the folder changed meanwhile: then neither bytes nor faults say anything.
  static func readOnce(_ folder: String, as before: FolderFingerprint) throws(PolicyFaults) -> PolicyFolderCopy? {
    let contents = contents(of: before, in: folder)
    guard FolderFingerprint(of: folder) == before else { return nil }
    return PolicyFolderCopy(folder: folder, files: try contents.get(), fingerprint: before)
  }

  private init(folder: String, files: [(name: String, contents: [UInt8])], fingerprint: FolderFingerprint) {
    self.folder = folder
    self.fingerprint = fingerprint
    self.files = files
    // Lengths go in before names and bytes, so that no two folders run together.
    var hash = SHA256()
    for file in files {
      hash.update(data: Array("\(file.name.utf8.count):\(file.name)\(file.contents.count):".utf8))
      hash.update(data: file.contents)
    }
    digest = Array(hash.finalize())
  }

  private static func contents(
    of fingerprint: FolderFingerprint, in folder: String
  ) -> Result<[(name: String, contents: [UInt8])], PolicyFaults> {
    guard let root = fingerprint.root, FileManager.default.isReadableFile(atPath: root) else {
      return .failure(PolicyFaults([PolicyFault(file: folder, message: "the folder of policies cannot be read")]))
    }
    guard fingerprint.files.count <= PolicyFolder.fileLimit else {
      return .failure(
        PolicyFaults([
          PolicyFault(file: folder, message: "more than the \(PolicyFolder.fileLimit) files allowed")
        ]))
    }
    var files: [(name: String, contents: [UInt8])] = []
    var faults: [PolicyFault] = []
    var left = totalByteLimit
    for file in fingerprint.files {
      let place = folder.hasSuffix("/") ? folder + file.name : "\(folder)/\(file.name)"
      do throws(Unreadable) {
        let isList = file.name.hasPrefix(FolderFingerprint.lists + "/")
        // One byte too many of a policy is enough for its loader to refuse it.
        let limit = isList ? listByteLimit : SourceParser.byteLimit + 1
        let bytes = try contents(of: file, limit: limit, isRefusedBeyond: isList)
        left -= bytes.count
        if left < 0 { throw Unreadable("all files together have more than the \(totalByteLimit) bytes allowed") }
        files.append((file.name, bytes))
      } catch {
        faults.append(PolicyFault(file: place, message: error.description))
        if left < 0 { break }
      }
    }
    return faults.isEmpty ? .success(files) : .failure(PolicyFaults(faults))
  }

  private struct Unreadable: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }

  private static func contents(
    of file: FolderFingerprint.File, limit: Int, isRefusedBeyond: Bool
  ) throws(Unreadable) -> [UInt8] {
    guard let state = file.state else { throw Unreadable("the link leads nowhere") }
    guard state.isRegular else { throw Unreadable("not a regular file") }
    // Opening a pipe that was put in the file's place meanwhile must not wait for its writer.
    let descriptor = unsafe open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Unreadable("the file cannot be opened for reading") }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard FolderFingerprint.FileState(ofDescriptor: descriptor)?.isRegular == true else {
      throw Unreadable("not a regular file")
    }
    let bytes: [UInt8]
    do { bytes = Array(try handle.read(upToCount: isRefusedBeyond ? limit + 1 : limit) ?? Data()) } catch {
      throw Unreadable("the file cannot be read")
    }
    if isRefusedBeyond, bytes.count > limit { throw Unreadable("the file has more than the \(limit) bytes allowed") }
    return bytes
  }
}
