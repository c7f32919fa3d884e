/// Where the lines of a stream go.
package enum RecordStreamTarget: Sendable, Equatable {
  case standardOutput
  case standardError
  /// A file, of which a new one is begun once it has so many bytes. The older ones are `PATH.1`, `PATH.2` and so on, the
  /// youngest first; `files` counts all of them.
  case file(path: String, bytes: Int, files: Int)
}
