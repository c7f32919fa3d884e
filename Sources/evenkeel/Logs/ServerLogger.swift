import Logging

/// The logger of a process that serves.
enum ServerLogger {
  /// Lines to stderr, at this level and above.
  static func make(level: Logger.Level) -> Logger {
    Logger(label: "evenkeel") { label in
      LineLogHandler(label: label, level: level) { StandardError.write($0) }
    }
  }
}
