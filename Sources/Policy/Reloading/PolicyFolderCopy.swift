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
  /// How often a folder is read that changes meanwhile.
  private static let attempts = 5

  /// The folder as it was named, for messages.
  package let folder: String
  /// Sorted by name; those in folders with their path below this one, such as `lists/words.txt`. Of a file that is too
  /// large one byte too many, by which whoever loads it sees that.
  package let files: [PolicyFolder.File]
  /// SHA-256 over names and contents, of which the revision is the beginning.
  package let digest: [UInt8]
  /// What is wrong with the files that are not among `files`, since they cannot be read.
  let unreadable: [PolicyFault]
  /// The folder as it was before and after.
  let fingerprint: FolderFingerprint

  /// Reads a folder, several times when it changes meanwhile.
  ///
  /// - Throws: also where a file of it cannot be read.
  package static func read(_ folder: String) throws(PolicyFaults) -> PolicyFolderCopy {
    try readable(folder).complete()
  }

  /// The same, without the files that cannot be read.
  static func readable(_ folder: String) throws(PolicyFaults) -> PolicyFolderCopy {
    for _ in 0..<attempts {
      if let copy = try readableOnce(folder, as: FolderFingerprint(of: folder)) { return copy }
    }
    throw PolicyFaults([PolicyFault(file: folder, message: "the folder kept changing while it was read")])
  }

  /// Reads a folder once.
  ///
  /// - Parameter before: its fingerprint, taken just now.
  /// - Throws: also where a file of it cannot be read.
  /// - Returns: nil when the folder changed meanwhile: then neither bytes nor faults say anything.
  static func readOnce(_ folder: String, as before: FolderFingerprint) throws(PolicyFaults) -> PolicyFolderCopy? {
    try readableOnce(folder, as: before)?.complete()
  }

  private static func readableOnce(
    _ folder: String, as before: FolderFingerprint
  ) throws(PolicyFaults) -> PolicyFolderCopy? {
    let result: Result<PolicyFolderCopy, PolicyFaults>
    do throws(PolicyFaults) {
      result = .success(try PolicyFolderCopy(folder, as: before))
    } catch { result = .failure(error) }
    guard FolderFingerprint(of: folder) == before else { return nil }
    return try result.get()
  }

  private func complete() throws(PolicyFaults) -> PolicyFolderCopy {
    guard unreadable.isEmpty else { throw PolicyFaults(unreadable) }
    return self
  }

  private init(_ folder: String, as fingerprint: FolderFingerprint) throws(PolicyFaults) {
    guard let root = fingerprint.root, FileManager.default.isReadableFile(atPath: root) else {
      throw PolicyFaults([PolicyFault(file: folder, message: "the folder of policies cannot be read")])
    }
    guard fingerprint.files.count <= PolicyFolderLimits.files else {
      let message = "the folder has more than the \(PolicyFolderLimits.files) policy files allowed"
      throw PolicyFaults([PolicyFault(file: folder, message: message)])
    }
    var files: [PolicyFolder.File] = []
    var unreadable: [PolicyFault] = []
    var left = PolicyFolderLimits.allBytes
    for file in fingerprint.files {
      do throws(Unreadable) {
        let isList = PolicyFileKind(file.name) == .list
        let bytes = try Self.contents(
          of: file, limit: isList ? PolicyFolderLimits.listBytes : SourceParser.byteLimit)
        left -= bytes.count
        files.append((file.name, bytes))
      } catch {
        let place = PolicyFolder.place(of: file.name, in: folder)
        unreadable.append(PolicyFault(file: place, message: error.description))
      }
      guard left >= 0 else {
        let message = "the files together have more than the \(PolicyFolderLimits.allBytes) bytes allowed"
        throw PolicyFaults([PolicyFault(file: folder, message: message)])
      }
    }
    self.folder = folder
    self.files = files
    self.unreadable = unreadable
    self.fingerprint = fingerprint
    digest = PolicyFolder.digest(of: files)
  }

  private struct Unreadable: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
  }

  /// At most one byte more than a file may have.
  private static func contents(of file: FolderFingerprint.File, limit: Int) throws(Unreadable) -> [UInt8] {
    guard let state = file.state else { throw Unreadable("the link leads nowhere") }
    guard state.isRegular else { throw Unreadable("not a regular file") }
    // Opening a pipe that was put in the file's place meanwhile must not wait for its writer.
    let descriptor = unsafe open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Unreadable("the file cannot be opened for reading") }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard FolderFingerprint.FileState(ofDescriptor: descriptor)?.isRegular == true else {
      throw Unreadable("not a regular file")
    }
    do { return Array(try handle.read(upToCount: limit + 1) ?? Data()) } catch {
      throw Unreadable("the file cannot be read")
    }
  }
}
