/// Where a copy of every record goes, for log shippers.
package enum RecordStreamPlace: Sendable, Equatable {
  case off
  case standardOutput
  case standardError
  /// A file that is rotated.
  case file(String)
}
