import Foundation

/// An open file by its descriptor. Calls block and are retried when a signal interrupts them.
final class OpenFile: Sendable {
  let descriptor: Int32
  private let closesAtEnd: Bool

  /// Uses a descriptor that belongs to somebody else, such as stdout.
  init(descriptor: Int32) {
    self.descriptor = descriptor
    closesAtEnd = false
  }

  /// Opens or makes a file for its owner only, and closes it with the last reference.
  init(path: String, flags: Int32) throws(FileFault) {
    descriptor = unsafe open(path, flags | O_CLOEXEC, 0o600)
    closesAtEnd = true
    guard descriptor >= 0 else { throw FileFault(operation: "open", code: errno) }
  }

  deinit {
    guard closesAtEnd, descriptor >= 0 else { return }
    // A child process that is being started has the file open for a moment longer, and a lock with it.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Writes all of it where the file stands (at its end with `O_APPEND`). What was written before a failure stays.
  func write(_ bytes: [UInt8]) throws(FileFault) {
    var start = 0
    while start < bytes.count {
      let from = start
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Foundation.write(descriptor, buffer.baseAddress?.advanced(by: from), buffer.count - from)
      }
      if written < 0, errno == EINTR { continue }
      if written < 0, errno == EAGAIN, waits() { continue }
      guard written >= 0 else { throw FileFault(operation: "write", code: errno) }
      start += written
    }
  }

  /// Somebody else may have made a shared descriptor non-blocking.
  private func waits() -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return unsafe poll(&request, 1, -1) >= 0 || errno == EINTR
  }

  /// The bytes from `offset` on; fewer than asked for at the file's end.
  func read(at offset: Int, count: Int) throws(FileFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let from = filled
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(descriptor, buffer.baseAddress?.advanced(by: from), count - from, off_t(offset + from))
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw FileFault(operation: "read", code: errno) }
      if got == 0 { break }
      filled += got
    }
    bytes.removeSubrange(filled...)
    return bytes
  }

  /// Waits until what was written is on the disk.
  func sync() throws(FileFault) {
    while fsync(descriptor) != 0 {
      guard errno == EINTR else { throw FileFault(operation: "fsync", code: errno) }
    }
  }

  func truncate(to length: Int) throws(FileFault) {
    while ftruncate(descriptor, off_t(length)) != 0 {
      guard errno == EINTR else { throw FileFault(operation: "ftruncate", code: errno) }
    }
  }

  /// Without it a power loss may take a new file's name.
  static func syncFolder(_ path: String) throws(FileFault) {
    try OpenFile(path: path, flags: O_RDONLY | O_DIRECTORY).sync()
  }

  /// False when another open file holds the lock. It goes with the descriptor, however the process ends.
  func lock() throws(FileFault) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      guard errno == EINTR else { throw FileFault(operation: "flock", code: errno) }
    }
    return true
  }

  /// Length in bytes, and what tells this file from another that has its name by now.
  func status() throws(FileFault) -> FileStatus {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileFault(operation: "fstat", code: errno) }
    return FileStatus(status)
  }
}
