import Foundation

/// Batches on the disk, first in first out, within a number of bytes: the folder `spill` of the data folder.
///
/// Not thread-safe, and all calls block. One process has the folder at a time, by a lock that ends with it.
package final class SpillFolder {
  /// The folder in the data folder.
  package static let name = "spill"
  private static let lockName = "lock"
  private static let ending = ".spill"
  /// Of files that had damage in them, which are kept for a person to look at.
  private static let damagedEnding = ".damaged"
  /// A new file is begun from this size on, so that what is done with can be deleted.
  private static let segmentBytes = 8 << 20

  package let path: String
  /// Most bytes of all files together.
  package let capacity: Int
  private let lockFile: OpenFile
  /// The oldest first. INVARIANT: only the last is written to.
  private var segments: [SpillSegment] = []
  private var lastNumber = 0
  private var damagedBytes = 0
  /// Files in which damage was found since the folder was opened.
  package private(set) var damagedFiles = 0

  /// Makes or opens the folder.
  ///
  /// - Throws: also while another process has it.
  package init(path: String, capacity: Int) throws(RefusalLogError) {
    self.path = path
    self.capacity = capacity
    do {
      try Self.make(path)
      lockFile = try OpenFile(path: path + "/" + Self.lockName, flags: O_RDWR | O_CREAT)
      guard try lockFile.lock() else {
        throw RefusalLogError.unusableSpill("another process has `\(path)`")
      }
      try OpenFile.syncFolder(path)
      try OpenFile.syncFolder(path + "/..")
      try find()
    } catch let error as RefusalLogError {
      throw error
    } catch {
      throw .unusableSpill("`\(path)`: \(error)")
    }
  }

  /// Bytes on the disk, files that are kept for their damage included.
  package var bytes: Int { segments.reduce(damagedBytes) { $0 + $1.end } }
  /// Records not yet taken, by what the files' headers say.
  package var records: Int { segments.reduce(0) { $0 + $1.records } }

  /// Adds a frame behind all others; it is on the disk when this returns, and is not there when this throws.
  package func append(_ frame: SpillFrame) throws(RefusalLogError) {
    let bytes = frame.bytes
    guard self.bytes + bytes.count <= capacity, frame.payload.count <= SpillFrame.longestPayload else {
      throw .unusableSpill("its \(capacity) bytes are full")
    }
    do {
      if segments.last.map({ !$0.isWritable || $0.end >= Self.segmentBytes }) ?? true { try begin() }
      try segments[segments.count - 1].append(bytes, records: frame.records)
    } catch {
      throw .unusableSpill("\(error)")
    }
  }

  /// The oldest frame, nil when there is none.
  package func first() throws(RefusalLogError) -> SpillFrame? {
    do {
      while let segment = segments.first {
        if let frame = try segment.next() { return frame }
        try drop()
      }
      return nil
    } catch {
      throw .unusableSpill("\(error)")
    }
  }

  /// The frame that `first` gave is done with. Its file goes once all of it is.
  package func take() { segments.first?.take() }

  // MARK: Files

  /// The data folder, too, where the database is elsewhere.
  private static func make(_ path: String) throws(FileFault) {
    let files = FileManager.default
    guard !files.fileExists(atPath: path) else { return }
    do {
      try files.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw FileFault(operation: "mkdir", code: errno)
    }
  }

  private func find() throws(FileFault) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw FileFault(operation: "readdir", code: errno)
    }
    for name in names where name.hasSuffix(Self.damagedEnding) {
      damagedBytes += try FileStatus(path: path + "/" + name)?.length ?? 0
    }
    let found = names.compactMap { name in
      name.hasSuffix(Self.ending) ? Int(name.dropLast(Self.ending.count)).map { ($0, name) } : nil
    }
    for (number, name) in found.sorted(by: { $0.0 < $1.0 }) {
      segments.append(try SpillSegment(finding: path + "/" + name))
      lastNumber = max(lastNumber, number)
    }
  }

  private func begin() throws(FileFault) {
    lastNumber += 1
    let number = String(lastNumber)
    let name = String(repeating: "0", count: max(0, 12 - number.count)) + number + Self.ending
    let segment = try SpillSegment(making: path + "/" + name)
    try OpenFile.syncFolder(path)
    segments.append(segment)
  }

  /// The first file is done with. Nobody waits for the disk here: should it come back, its batches are known.
  private func drop() throws(FileFault) {
    let segment = segments[0]
    if segment.isDamaged {
      guard unsafe rename(segment.path, segment.path + Self.damagedEnding) == 0 else {
        throw FileFault(operation: "rename", code: errno)
      }
      damagedBytes += segment.end
      damagedFiles += 1
    } else if unsafe unlink(segment.path) != 0, errno != ENOENT {
      throw FileFault(operation: "unlink", code: errno)
    }
    segments.removeFirst()
  }
}
