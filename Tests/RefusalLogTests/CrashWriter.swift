import Foundation

/// The executable `RefusalLogCrashWriter` as a child process.
final class CrashWriter {
  private let process = Process()
  private let output = Pipe()
  private var buffer = Data()

  /// - Parameter environment: added to the test's own.
  /// - Throws: where the executable is not beside the tests, or does not start.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    // The test bundle lies in the folder of all that was built, whatever the configuration. Its first argument is the
    // runner's path on some systems and the bundle's on others.
    let folders = [Bundle.main.bundleURL, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()]
    let candidates = (folders + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() })
      .map { $0.appendingPathComponent("RefusalLogCrashWriter") }
    guard let url = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
      throw CocoaError(.fileNoSuchFile, userInfo: ["candidates": candidates.map(\.path)])
    }
    process.executableURL = url
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = output
    try process.run()
  }

  deinit {
    if process.isRunning { process.terminate() }
  }

  /// The next line that the child says; nil once it is gone and all it said was read.
  func readLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[buffer.startIndex..<end], as: UTF8.self)
        buffer = Data(buffer[buffer.index(after: end)...])
        return line
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      buffer.append(more)
    }
  }

  /// SIGKILL, then the last line that the child had said.
  func kill() -> String? {
    Foundation.kill(process.processIdentifier, SIGKILL)
    var last: String?
    while let line = readLine() { last = line }
    process.waitUntilExit()
    return last
  }

  func waitForEnd() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}
