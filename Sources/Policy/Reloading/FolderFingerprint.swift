import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system says of all that loading a folder of policies would read, without reading any of it.
///
/// Two equal ones mean that nothing was written in between, but for writes within one tick of the file system's clock
/// that keep the size and the file. Links are followed, each once: all paths lie below what the folder led to then.
package struct FolderFingerprint: Sendable, Equatable {
  /// One file, by its name as policies say it: `one.yaml`, `lists/words.txt`.
  struct File: Sendable, Equatable {
    var name: String
    /// Where it is read from.
    var path: String
    /// Nil where a link leads nowhere.
    var state: FileState?
  }

  /// The numbers by which a change shows.
  struct FileState: Sendable, Equatable {
    var device: UInt64
    var inode: UInt64
    /// Type and permissions.
    var mode: UInt32
    /// In bytes.
    var size: Int64
    /// Nanoseconds since 1970.
    var modified: Int64
    /// Nanoseconds since 1970; no program can set it, so it shows changes that keep the time of modification.
    var changed: Int64
  }

  /// The folder that all paths lie in, without links; nil when there is none.
  package let root: String?
  /// Sorted by name; one more than a folder may have at most.
  let files: [File]

  /// Looks at a folder as it is now.
  package init(of folder: String) {
    guard let place = Self.resolved(folder) else {
      root = nil
      files = []
      return
    }
    root = place.content
    var found = Self.files(in: place.content, prefix: "", suffixes: [".yaml", ".yml"])
    // A mounted ConfigMap may have a folder of lists mounted into it, which is not part of its content.
    let places = [place.content, place.folder]
    let lists = places.lazy.compactMap { Self.resolved($0 + "/" + PolicyFolder.listFolder) }.first
    if let lists { found += Self.files(in: lists.content, prefix: PolicyFolder.listFolder + "/", suffixes: [".txt"]) }
    files = Array(
      found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }.prefix(PolicyFolderLimits.files + 1))
  }

  /// A folder without links, and where its content is: in a folder that Kubernetes has mounted, below the link
  /// `..data`, which it replaces as a whole. Following the link once keeps two generations apart.
  private static func resolved(_ path: String) -> (folder: String, content: String)? {
    guard let folder = realPath(path), isFolder(folder) else { return nil }
    if let content = realPath(folder + "/..data"), isFolder(content) { return (folder, content) }
    return (folder, folder)
  }

  /// A folder that cannot be listed has no files here; reading it says why.
  private static func files(in folder: String, prefix: String, suffixes: [String]) -> [File] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { name in !name.hasPrefix(".") && suffixes.contains { name.hasSuffix($0) } }.map { name in
      let path = folder + "/" + name
      return File(name: prefix + name, path: path, state: FileState(of: path))
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  private static func isFolder(_ path: String) -> Bool {
    guard let state = FileState(of: path) else { return false }
    return state.mode & UInt32(S_IFMT) == UInt32(S_IFDIR)
  }
}

extension FolderFingerprint.FileState {
  /// Asks the system, following links; nil when there is nothing.
  init?(of path: String) {
    var found = stat()
    guard unsafe stat(path, &found) == 0 else { return nil }
    self.init(found)
  }

  /// Of an open file.
  init?(ofDescriptor descriptor: Int32) {
    var found = stat()
    guard unsafe fstat(descriptor, &found) == 0 else { return nil }
    self.init(found)
  }

  private init(_ found: stat) {
    device = UInt64(truncatingIfNeeded: found.st_dev)
    inode = UInt64(truncatingIfNeeded: found.st_ino)
    mode = UInt32(truncatingIfNeeded: found.st_mode)
    size = Int64(truncatingIfNeeded: found.st_size)
    #if canImport(Darwin)
      (modified, changed) = (Self.nanoseconds(found.st_mtimespec), Self.nanoseconds(found.st_ctimespec))
    #else
      (modified, changed) = (Self.nanoseconds(found.st_mtim), Self.nanoseconds(found.st_ctim))
    #endif
  }

  var isRegular: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    // Wraps for times that no clock shows; equality is all that counts here.
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
