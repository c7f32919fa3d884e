import Foundation
import RefusalLog

/// The terminal's or the supervisor's error stream.
enum StandardError {
  /// Writes the text as it is.
  static func write(_ text: String) {
    do {
      try StandardStreamLines.alone(on: STDERR_FILENO) {
        try FileHandle.standardError.write(contentsOf: Data(text.utf8))
      }
    } catch {
      // Whoever read it is gone, and there is nowhere else to say it.
    }
  }
}
