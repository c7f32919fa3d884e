/// What made the policies be read.
package enum ReloadTrigger: String, CaseIterable, Codable, Sendable {
  /// The process has started.
  case start
  /// The folder has changed.
  case watch
  /// The process was sent SIGHUP.
  case signal
  /// An operator asked for it: `POST /policies/reload`.
  case request
}
