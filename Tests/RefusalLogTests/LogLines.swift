import Logging
import Synchronization

/// Keeps what is logged.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

  /// Gives way until so many lines are there: they are logged on another thread.
  func waitForLines(_ count: Int) async {
    while all.count < count { await Task.yield() }
  }

  private struct Handler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(lines: LogLines) {
      self.lines = lines
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let facts = event.metadata.map { "\($0)" } ?? ""
      lines.lines.withLock { $0.append("\(event.level) \(event.message) \(facts)") }
    }
  }
}
