import Foundation

/// A file of lines that gives way to a new one once it is long enough, and is found again when somebody renames or
/// deletes it.
struct RotatingFile: LineSink {
  private let path: String
  private let bytes: Int
  private let files: Int
  private var file: OpenFile?
  /// The file may end within a line.
  private var isTorn = false

  init(path: String, bytes: Int, files: Int) {
    self.path = path
    self.bytes = bytes
    self.files = files
  }

  mutating func write(_ lines: [UInt8]) throws(FileFault) {
    let file = try current()
    let length = try file.status().length
    do {
      try file.write(isTorn ? [UInt8(ascii: "\n")] + lines : lines)
      try file.sync()
      isTorn = false
    } catch {
      isTorn = isTorn || !Self.truncates(file, to: length)
      throw error
    }
  }

  private static func truncates(_ file: OpenFile, to length: Int) -> Bool {
    do {
      try file.truncate(to: length)
      return true
    } catch {
      return false
    }
  }

  /// The file to write to, which has the name by now and is not too long.
  private mutating func current() throws(FileFault) -> OpenFile {
    if let file, let named = try FileStatus(path: path), named.isSameFile(as: try file.status()) {
      if named.length < bytes { return file }
      try rotate()
    }
    file = nil
    var opened = try OpenFile(path: path, flags: O_RDWR | O_CREAT | O_APPEND)
    var length = try opened.status().length
    if length >= bytes {
      try rotate()
      opened = try OpenFile(path: path, flags: O_RDWR | O_CREAT | O_APPEND)
      length = try opened.status().length
    }
    try OpenFile.syncFolder((path as NSString).deletingLastPathComponent.nonEmpty ?? ".")
    // A process that was killed, or a disk that was full, may have left half a line.
    isTorn = length > 0 ? try opened.read(at: length - 1, count: 1) != [UInt8(ascii: "\n")] : false
    file = opened
    return opened
  }

  /// Gives every file the next one's name, the oldest first, and the last name to none.
  private func rotate() throws(FileFault) {
    guard files > 1 else {
      guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileFault(operation: "unlink", code: errno) }
      return
    }
    for number in stride(from: files - 1, to: 0, by: -1) {
      let from = number == 1 ? path : "\(path).\(number - 1)"
      guard unsafe rename(from, "\(path).\(number)") == 0 || errno == ENOENT else {
        throw FileFault(operation: "rename", code: errno)
      }
    }
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
