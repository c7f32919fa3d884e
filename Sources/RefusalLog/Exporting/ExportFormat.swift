/// A form in which records leave the log.
package enum ExportFormat: String, CaseIterable, Sendable {
  /// One JSON object a line.
  case jsonl
  /// RFC 4180, with a header line.
  case csv
}
