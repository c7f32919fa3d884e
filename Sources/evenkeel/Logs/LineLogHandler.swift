package import Foundation
package import Logging

/// Writes each log line as one JSON object: `time`, `level`, `logger`, `message`, then the metadata sorted by key.
///
/// Messages are static and metadata holds facts; neither ever holds prompt text or credentials.
package struct LineLogHandler: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  package var logLevel: Logger.Level
  private let label: String
  private let write: @Sendable (String) -> Void
  private let now: @Sendable () -> Date

  /// - Parameters:
  ///   - write: takes one whole line with its line end.
  package init(
    label: String, level: Logger.Level, now: @escaping @Sendable () -> Date = { Date() },
    write: @escaping @Sendable (String) -> Void
  ) {
    self.label = label
    logLevel = level
    self.now = now
    self.write = write
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var facts = metadata
    if let provided = metadataProvider?.get() { facts.merge(provided) { $1 } }
    if let given = event.metadata { facts.merge(given) { $1 } }
    if let error = event.error { facts["error"] = "\(error)" }
    var line = "{\"time\":"
    line.appendJSON(now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    line += ",\"level\":\"\(event.level.rawValue)\",\"logger\":"
    line.appendJSON(label)
    line += ",\"message\":"
    line.appendJSON("\(event.message)")
    for (key, value) in facts.sorted(by: { $0.key < $1.key }) {
      line += ","
      // A fact cannot pass for one of the line's own keys.
      line.appendJSON(Self.ownKeys.contains(key) ? "_" + key : key)
      line += ":"
      line.appendJSON(value)
    }
    write(line + "}\n")
  }

  private static let ownKeys: Set<String> = ["time", "level", "logger", "message"]
}
