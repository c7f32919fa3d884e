/// What the stream of records has done so far and how it is.
package struct StreamCounters: Sendable, Equatable {
  /// Lines handed to the operating system; synced, where they go to a file.
  package var lines = 0
  /// Lines that were lost, since those that waited took all the room there is.
  package var dropped = 0
  /// Lines that wait.
  package var waiting = 0
  /// Bytes of those.
  package var waitingBytes = 0
  /// Writes that failed; they are tried again.
  package var failures = 0
  /// False while lines are dropped or the last write failed.
  package var isHealthy = true
  /// What the last failure said, even when it is over.
  package var lastError: String?

  package init() {}
}
