import Foundation
import Testing

/// Compares what came out with what a file says should.
///
/// With `EVENKEEL_WRITE_FIXTURES=1` in the environment the file is written instead: read the difference before committing.
enum ExpectedText {
  static func check(_ found: String, against file: URL) throws {
    if ProcessInfo.processInfo.environment["EVENKEEL_WRITE_FIXTURES"] == "1" {
      return try Data(found.utf8).write(to: file)
    }
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? "no file \(file.lastPathComponent)"
    #expect(found == expected, "\(file.deletingLastPathComponent().lastPathComponent)/\(file.lastPathComponent)")
  }
}
