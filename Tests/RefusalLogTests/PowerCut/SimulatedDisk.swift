import Foundation

/// A disk with a cache that a power cut takes: what was synced is there, and of everything else any part may be.
struct SimulatedDisk {
  private enum Change {
    case write(offset: Int, bytes: [UInt8])
    case truncate(Int)
  }

  private struct File {
    var durable: [UInt8] = []
    var unsynced: [Change] = []
  }

  private enum Naming {
    case bind(path: String, file: UInt32)
    case makeFolder(String)
    case unlink(String)
    case rename(from: String, to: String)

    /// The folder whose sync makes it durable.
    var folder: String {
      switch self {
      case .bind(let path, _), .makeFolder(let path), .unlink(let path), .rename(_, let path):
        (path as NSString).deletingLastPathComponent
      }
    }
  }

  private static let sector = 512

  private let root: String
  private var files: [UInt32: File] = [:]
  private var namings: [(naming: Naming, isSynced: Bool)] = []
  private var names: Set<String> = []
  private var said = ""

  init(root: String) {
    self.root = root
  }

  /// The last whole line that was said.
  var lastLine: String? {
    said.split(separator: "\n", omittingEmptySubsequences: false).dropLast().last.map(String.init)
  }

  mutating func take(_ entry: DiskEntry) {
    switch entry {
    case .open(let file, let path):
      files[file] = files[file] ?? File()
      if names.insert(path).inserted { namings.append((.bind(path: path, file: file), false)) }
    case .write(let file, let offset, let bytes):
      files[file, default: File()].unsynced.append(.write(offset: offset, bytes: bytes))
    case .truncate(let file, let length):
      files[file, default: File()].unsynced.append(.truncate(length))
    case .sync(let file):
      var synced = files[file] ?? File()
      for change in synced.unsynced { Self.apply(change, to: &synced.durable) }
      synced.unsynced = []
      files[file] = synced
    case .syncFolder(let path):
      for index in namings.indices where namings[index].naming.folder == path { namings[index].isSynced = true }
    case .makeFolder(let path): namings.append((.makeFolder(path), false))
    case .unlink(let path):
      names.remove(path)
      namings.append((.unlink(path), false))
    case .rename(let from, let to):
      names.remove(from)
      names.insert(to)
      namings.append((.rename(from: from, to: to), false))
    case .say(let text): said += text
    }
  }

  /// Writes the disk as a power cut now may leave it. Names that were not synced are there up to one of them, as on a
  /// file system with a journal; data that was not synced is there, not there, or there in part, by sectors.
  func cut(into folder: String, using random: inout SeededGenerator) throws {
    var kept = Int.random(in: 0...namings.count { !$0.isSynced }, using: &random)
    var bound: [String: UInt32] = [:]
    var folders: Set<String> = [root]
    for (naming, isSynced) in namings {
      if !isSynced {
        guard kept > 0 else { continue }
        kept -= 1
      }
      switch naming {
      case .bind(let path, let file): bound[path] = file
      case .makeFolder(let path): folders.insert(path)
      case .unlink(let path): bound[path] = nil
      case .rename(let from, let to): bound[to] = bound.removeValue(forKey: from) ?? bound[to]
      }
    }
    for path in folders.sorted() {
      try FileManager.default.createDirectory(
        atPath: folder + path.dropFirst(root.count), withIntermediateDirectories: true)
    }
    for (path, file) in bound.sorted(by: { $0.key < $1.key })
    where folders.contains((path as NSString).deletingLastPathComponent) && !path.hasSuffix("-shm") {
      let bytes = content(of: files[file] ?? File(), using: &random)
      try Data(bytes).write(to: URL(fileURLWithPath: folder + path.dropFirst(root.count)))
    }
  }

  private func content(of file: File, using random: inout SeededGenerator) -> [UInt8] {
    var bytes = file.durable
    for change in file.unsynced {
      switch (change, Int.random(in: 0..<5, using: &random)) {
      case (_, 0..<2): Self.apply(change, to: &bytes)
      case (.truncate, _), (_, 2..<4): break
      case (.write(let offset, let written), _):
        var start = 0
        while start < written.count {
          let end = min(written.count, ((offset + start) / Self.sector + 1) * Self.sector - offset)
          if Bool.random(using: &random) {
            Self.apply(.write(offset: offset + start, bytes: Array(written[start..<end])), to: &bytes)
          }
          start = end
        }
      }
    }
    return bytes
  }

  private static func apply(_ change: Change, to bytes: inout [UInt8]) {
    switch change {
    case .truncate(let length):
      if length < bytes.count { bytes.removeSubrange(length...) }
      bytes += [UInt8](repeating: 0, count: length - bytes.count)
    case .write(let offset, let written):
      let end = offset + written.count
      if end > bytes.count { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
      bytes.replaceSubrange(offset..<end, with: written)
    }
  }
}
