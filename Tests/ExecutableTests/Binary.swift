import Foundation

/// The built program, run as a process.
enum Binary {
  struct Run {
    var code: Int32
    var output: String
    var errors: String
  }

  /// It lies beside the tests' own executable.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(filePath: own).deletingLastPathComponent().path + "/evenkeel"
  }()

  /// Runs a command to its end.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil
  ) throws -> Run {
    let process = process(arguments, environment: environment, in: folder)
    // Files and not pipes, which would have to be read while the process runs.
    let place = try TemporaryFolder()
    let output = try FileHandle(forWritingTo: URL(filePath: place.file("out", "")))
    let errors = try FileHandle(forWritingTo: URL(filePath: place.file("err", "")))
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let pid = process.processIdentifier
    // A command that does not end must fail its own test and not hang all others.
    let watchdog = DispatchWorkItem { kill(pid, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: watchdog)
    process.waitUntilExit()
    watchdog.cancel()
    try output.close()
    try errors.close()
    return Run(
      code: process.terminationStatus, output: try String(contentsOfFile: place.path + "/out", encoding: .utf8),
      errors: try String(contentsOfFile: place.path + "/err", encoding: .utf8))
  }

  /// A process that is not started yet, without any settings of whoever runs the tests.
  static func process(_ arguments: [String], environment: [String: String] = [:], in folder: String? = nil) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .filter { !$0.key.hasPrefix("EVENKEEL_") }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    return process
  }
}
