import Foundation
import Synchronization

/// A child process with its output at hand, started and waited for by the system's own calls: Foundation's `Process`
/// waits in a run loop, and where several do at once one may wait for ever.
final class SpawnedProcess {
  struct Failure: Error {
    var call: String
    var code: Int32
  }

  let pid: pid_t
  private let output: FileHandle
  private let input: FileHandle?
  private var buffer = Data()
  private var status: Int32?

  /// Between a pipe's making and its mark that children do not get it, no child may be made.
  private static let starting = Mutex(())

  /// - Parameters:
  ///   - environment: added to this process's own.
  ///   - readsInput: whether `write` has somewhere to go; without it the child reads nothing.
  ///   - mergesErrors: whether what it says of errors comes with its output; without it, it comes with this process's.
  init(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], readsInput: Bool = false,
    mergesErrors: Bool = false
  ) throws {
    let merged = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
    let (pid, reading, writing) = try Self.starting.withLock { _ in
      try Self.start([path] + arguments, merged, readsInput: readsInput, mergesErrors: mergesErrors)
    }
    self.pid = pid
    output = FileHandle(fileDescriptor: reading, closeOnDealloc: true)
    input = writing.map { FileHandle(fileDescriptor: $0, closeOnDealloc: true) }
  }

  private static func start(
    _ arguments: [String], _ environment: [String], readsInput: Bool, mergesErrors: Bool
  ) throws -> (pid: pid_t, reading: Int32, writing: Int32?) {
    let fromChild = try pipe()
    let toChild = readsInput ? try pipe() : nil
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let toChild {
      posix_spawn_file_actions_adddup2(&actions, toChild.reading, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, fromChild.writing, 1)
    if mergesErrors { posix_spawn_file_actions_adddup2(&actions, fromChild.writing, 2) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A child inherits what the thread that starts it does not want to hear; servers want to hear all.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var list: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for text in list + variables { free(text) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, arguments[0], &actions, &attributes, &list, &variables)
    close(fromChild.writing)
    if let toChild { close(toChild.reading) }
    guard code == 0 else { throw Failure(call: "posix_spawn of \(arguments[0])", code: code) }
    return (pid, fromChild.reading, toChild?.writing)
  }

  private static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw Failure(call: "pipe", code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  func write(_ text: String) throws {
    try input?.write(contentsOf: Data(text.utf8))
  }

  func closeInput() throws {
    try input?.close()
  }

  /// The next line that the child says; nil once all it said was read and nobody can say more.
  func readLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[buffer.startIndex..<end], as: UTF8.self)
        buffer = Data(buffer[buffer.index(after: end)...])
        return line
      }
      let more = output.availableData
      if more.isEmpty { return nil }
      buffer.append(more)
    }
  }

  /// Waits until it ended.
  ///
  /// - Returns: its exit status; for a signal, that with 128 added.
  @discardableResult
  func wait() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(pid, &raw, 0) < 0, errno == EINTR {}
    let ended = raw & 0x7F == 0 ? raw >> 8 & 0xFF : 128 + raw & 0x7F
    status = ended
    return ended
  }

  /// Runs a command to its end.
  static func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, lines: [String]) {
    let process = try SpawnedProcess(path, arguments, mergesErrors: true)
    var lines: [String] = []
    while let line = process.readLine() { lines.append(line) }
    return (process.wait(), lines)
  }
}
