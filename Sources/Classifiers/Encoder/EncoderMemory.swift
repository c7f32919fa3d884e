import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a weights file in memory, 64-byte aligned.
///
/// Needs no lock: nothing writes to the bytes once `init` is done, and they stay where they are until the last user of
/// this object is gone.
@safe final class EncoderMemory: @unchecked Sendable {  // constant after `init`, so no lock
  let bytes: UnsafeRawBufferPointer
  private let isOwned: Bool

  /// Weights are 22 MB; a file larger than this is none.
  static let mostBytes = 30_000_000
  static let alignment = 64

  /// A copy of bytes in memory.
  convenience init(copying bytes: [UInt8]) throws(ClassifierFailure) {
    guard bytes.count <= Self.mostBytes else {
      throw .badWeights(reason: "they have \(bytes.count) bytes, more than \(Self.mostBytes)")
    }
    unsafe self.init(byteCount: bytes.count) { memory in
      unsafe bytes.withUnsafeBytes { unsafe memory.copyMemory(from: $0) }
      return bytes.count
    }
  }

  /// A file, read whole.
  ///
  /// It is not mapped: a mapped file that is cut short later, by a deployment that writes over it, would end the
  /// process with SIGBUS (docs/decisions/0006-encoder-weights.md).
  convenience init(contentsOf path: String) throws(ClassifierFailure) {
    // Without O_NONBLOCK a named pipe would hold the start-up until somebody writes to it.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.unreadable(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .badWeights(reason: "`\(path)` is not a regular file") }
    guard status.st_size <= Self.mostBytes else {
      throw .badWeights(reason: "`\(path)` is larger than \(Self.mostBytes) bytes")
    }
    var failure: Int32 = 0
    unsafe self.init(byteCount: Int(status.st_size)) { memory in
      var filled = 0
      while filled < memory.count {
        let count = unsafe read(descriptor, memory.baseAddress! + filled, memory.count - filled)
        if count < 0, errno == EINTR { continue }
        if count < 0 { failure = errno }
        if count <= 0 { break }
        filled += count
      }
      return filled
    }
    guard failure == 0 else { throw Self.unreadable(path, failure) }
  }

  /// Bytes that live as long as the process: those that this build carries, which the loader maps.
  init(embedded bytes: UnsafeRawBufferPointer) {
    unsafe self.bytes = bytes
    isOwned = false
  }

  /// - Parameter fill: writes from the start on and returns how many bytes it wrote.
  private init(byteCount: Int, fill: (UnsafeMutableRawBufferPointer) -> Int) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(byteCount, 1), alignment: Self.alignment)
    let count = unsafe fill(UnsafeMutableRawBufferPointer(rebasing: memory[..<byteCount]))
    unsafe bytes = UnsafeRawBufferPointer(rebasing: memory[..<count])
    isOwned = true
  }

  deinit {
    if isOwned { unsafe bytes.deallocate() }
  }

  private static func unreadable(_ path: String, _ code: Int32) -> ClassifierFailure {
    .badWeights(reason: "`\(path)` cannot be read: \(unsafe String(cString: strerror(code)))")
  }
}
