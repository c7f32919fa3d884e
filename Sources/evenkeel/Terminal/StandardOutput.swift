import Foundation

/// What was asked for, for terminals and pipes.
enum StandardOutput {
  /// Writes the text at once, also where stdout is no terminal and `print` would wait for more.
  static func write(_ text: String) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      StandardError.write("evenkeel: stdout cannot be written: \(error.localizedDescription)\n")
    }
  }
}
