import Foundation

/// The program while it serves, on ports that the system chose.
final class ServingProcess {
  private let process: Process
  private let errors = Pipe()
  private let output = Pipe()
  private(set) var log: [[String: Any]] = []

  /// Starts it, and returns once both ports listen.
  init(_ arguments: [String]) throws {
    process = Binary.process(arguments + ["--listen", "127.0.0.1:0", "--operators-listen", "127.0.0.1:0"])
    process.standardError = errors
    process.standardOutput = output
    try process.run()
    var rest = ""
    while port(of: "clients can connect") == nil || port(of: "operators can connect") == nil {
      // Blocks until there is more; empty once the process has ended.
      let data = errors.fileHandleForReading.availableData
      guard !data.isEmpty else { throw Ended(text: rest) }
      rest += String(decoding: data, as: UTF8.self)
      while let end = rest.firstIndex(of: "\n") {
        let line = rest[..<end]
        rest = String(rest[rest.index(after: end)...])
        guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { continue }
        log.append(object)
      }
    }
  }

  /// The process ended before it listened.
  struct Ended: Error {
    var text: String
  }

  deinit {
    if process.isRunning { process.terminate() }
  }

  var clientPort: Int { port(of: "clients can connect") ?? 0 }
  var operatorsPort: Int { port(of: "operators can connect") ?? 0 }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Ends it with a signal and returns its exit code, and all that it wrote to stdout.
  func stop(_ signal: Int32 = SIGTERM) throws -> (code: Int32, output: String) {
    let pid = process.processIdentifier
    kill(pid, signal)
    // A process that does not end must fail its own test and not hang all others.
    let watchdog = DispatchWorkItem { kill(pid, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: watchdog)
    defer { watchdog.cancel() }
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    _ = try errors.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  private func port(of message: String) -> Int? {
    guard let line = log.first(where: { $0["message"] as? String == message }) else { return nil }
    return (line["address"] as? String)?.split(separator: ":").last.flatMap { Int($0) }
  }
}
