import Foundation

/// The library that writes down what a process does to its files (`Tests/PowerCutRecorder`), compiled for this run.
final class DiskRecorder: Sendable {
  private let folder: TemporaryFolder
  private var library: String { folder.path + "/recorder.so" }

  init() throws {
    folder = try TemporaryFolder()
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Swift brings this compiler.
    compiler.arguments = [
      "clang", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", folder.path + "/recorder.so",
      tests.appendingPathComponent("PowerCutRecorder/recorder.c").path, "-ldl", "-lpthread",
    ]
    try compiler.run()
    compiler.waitUntilExit()
    guard compiler.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
  }

  /// Runs the writer to its end below `root` and gives what it did.
  func record(_ arguments: [String], below root: String) throws -> [DiskEntry] {
    let log = folder.path + "/log"
    let child = try CrashWriter(
      arguments, environment: ["LD_PRELOAD": library, "POWERCUT_ROOT": root, "POWERCUT_LOG": log])
    while child.readLine() != nil {}
    guard child.waitForEnd() == 0 else { throw CocoaError(.executableRuntimeMismatch) }
    return DiskEntry.all(in: [UInt8](try Data(contentsOf: URL(fileURLWithPath: log))))
  }
}
