import Foundation

/// The executable `RefusalLogCrashWriter` as a child process.
final class CrashWriter {
  private let process: SpawnedProcess
  private var hasEnded = false

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
    process = try SpawnedProcess(url.path, arguments, environment: environment)
  }

  deinit {
    guard !hasEnded else { return }
    Foundation.kill(process.pid, SIGKILL)
    process.wait()
  }

  /// The next line that the child says; nil once it is gone and all it said was read.
  func readLine() -> String? { process.readLine() }

  /// SIGKILL, then the last line that the child had said.
  func kill() -> String? {
    Foundation.kill(process.pid, SIGKILL)
    var last: String?
    while let line = readLine() { last = line }
    _ = waitForEnd()
    return last
  }

  func waitForEnd() -> Int32 {
    hasEnded = true
    return process.wait()
  }
}
